// SPDX-License-Identifier: Apache-2.0
// Reads the words of citations from corpus/citations/*.json. See citation.h.
#include <fmt/format.h>

#include "indexer/json/decoder.h"
#include "indexer/standards/citation.h"

namespace clausemark {
namespace {

constexpr JsonCodes codes{Code::standard_malformed, Code::standard_malformed, Code::standard_malformed};

void append(std::vector<std::string>& to, std::vector<std::string> from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

void CitationWords::add(std::string_view path, std::string_view json, std::vector<Diagnostic>& faults) {
    JsonDecoder decoder(path, json, codes, faults);
    const JsonValue* root = decoder.root();
    if (root == nullptr) return;
    if (!decoder.object(
            *root, "the words of citations",
            {"license", "language", "clause", "control", "section", "annex", "range", "and", "of", "in",
             "between", "filler", "common", "sentence", "states", "excluded", "spellings"})) {
        return;
    }
    const std::pair<const char*, std::vector<std::string>*> lists[] = {
        {"clause", &clause},
        {"control", &control},
        {"section", &section},
        {"range", &range},
        {"and", &conjunction},
        {"of", &of},
        {"in", &in},
        {"between", &between},
        {"filler", &filler},
        {"common", &common},
        {"sentence", &sentence},
        {"states", &states},
        {"excluded", &excluded},
    };
    for (const auto& [key, list] : lists) {
        if (const JsonValue* value = decoder.member(*root, key))
            append(*list, decoder.strings(*value, fmt::format("\"{}\"", key)));
    }
    if (const JsonValue* value = decoder.member(*root, "annex");
        value != nullptr && decoder.map(*value, "\"annex\"")) {
        for (const JsonMember& member : value->members) {
            if (auto prefix = decoder.string(member.value, "the letter of an annex")) {
                annexes.push_back({member.key, std::move(*prefix)});
            }
        }
    }
    if (const JsonValue* value = decoder.member(*root, "spellings");
        value != nullptr && decoder.map(*value, "\"spellings\"")) {
        for (const JsonMember& member : value->members) {
            if (auto word = decoder.string(member.value, "a word as titles spell it"))
                spellings.emplace_back(member.key, std::move(*word));
        }
    }
}

}  // namespace clausemark
