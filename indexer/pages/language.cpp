// SPDX-License-Identifier: Apache-2.0
// Counting the words of languages. See language.h.
#include "indexer/pages/language.h"

#include <algorithm>

#include "indexer/corpus/corpus.h"
#include "indexer/json/decoder.h"

namespace clausemark {
namespace {

constexpr JsonCodes codes{Code::config_syntax, Code::config_unknown_key, Code::config_bad_value};

constexpr std::size_t looked_at = 16384;  // bytes: some two thousand words
/// So many words of another language, and so many times those of the known ones: quotations, names and tables
/// of other languages stay below. On 2,900 pages of fourteen wikis no English page came near.
constexpr std::size_t least_words = 20;
constexpr std::size_t times_known = 3;
constexpr std::size_t longest_word = 16;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

Languages Languages::read(std::string_view path, std::string_view json, std::vector<Diagnostic>& faults) {
    Languages made;
    JsonDecoder in(std::string(path), json, codes, faults);
    const JsonValue* root = in.root();
    if (root == nullptr || !in.object(*root, "languages", {"license", "words"})) return made;
    const JsonValue* words = in.member(*root, "words", true);
    if (words == nullptr || !in.map(*words, "\"words\"")) return made;
    for (const JsonMember& member : words->members) {
        for (const std::string& word : in.strings(member.value, "a list of words"))
            made.words_[word].push_back(made.names_.size());
        made.names_.push_back(member.key);
    }
    return made;
}

const Languages& Languages::shipped() {
    static const Languages read_once = [] {
        std::vector<Diagnostic> faults;
        const Corpus corpus = Corpus::embedded();
        const auto files = corpus.in_folder("languages");
        return files.empty() ? Languages{} : read(files[0]->path, files[0]->text, faults);
    }();
    return read_once;
}

std::string Languages::other_than(const std::vector<std::string>& known, std::string_view text) const {
    if (known.empty()) return {};
    text = text.substr(0, looked_at);
    std::vector<std::size_t> counts(names_.size());
    std::string word;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_letter(text[at])) {
            ++at;
            continue;
        }
        word.clear();
        for (; at < text.size() && is_letter(text[at]); ++at)
            if (word.size() <= longest_word)
                word += text[at] >= 'A' && text[at] <= 'Z' ? static_cast<char>(text[at] | 0x20) : text[at];
        const auto found = words_.find(word);
        if (found == words_.end()) continue;
        for (const std::size_t language : found->second) ++counts[language];
    }
    std::size_t readable = 0;
    std::size_t best = 0;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        if (std::ranges::find(known, names_[i]) != known.end())
            readable += counts[i];
        else if (counts[i] > counts[best] || std::ranges::find(known, names_[best]) != known.end())
            best = i;
    }
    const bool another = !names_.empty() && std::ranges::find(known, names_[best]) == known.end();
    if (!another || counts[best] < least_words || counts[best] < times_known * readable) return {};
    return names_[best];
}

}  // namespace clausemark
