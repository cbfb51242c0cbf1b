// SPDX-License-Identifier: Apache-2.0
// Worlds of pages. See save_worlds.h.
#include "tests/bench/save_worlds.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <unordered_map>

#include "parser/formats/formats.h"

namespace clausemark {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

/// Puts what `word` gives in place of each run of letters.
template <typename Word>
std::string each_word(const std::string& text, Word word) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_letter(text[end])) ++end;
        if (end == at) {
            out += text[at++];
        } else {
            out += word(text.substr(at, end - at));
            at = end;
        }
    }
    return out;
}

class Believable final : public World {
  public:
    explicit Believable(const std::vector<Text>& texts) : World(texts) {
        for (std::size_t i = 0; i + 1 < words_.size(); ++i) followers_[words_[i]].push_back(i + 1);
    }

    Text page() override {
        pages_.push_back(!pages_.empty() && below(5) == 0 ? copy(pages_[below(pages_.size())]) : fresh());
        return pages_.back();
    }

  private:
    Text fresh() {
        Text made = texts_[below(texts_.size())];
        for (Piece& piece : made)
            if (piece.kind != PassageKind::heading) piece.text = recombined(piece.text);
        made.insert(made.begin(), {fmt::format("Approved by {} on {} {} 20{:02} for the {} of {}", word(),
                                               1 + below(28), word(), below(30), word(), word()),
                                   PassageKind::paragraph, 0});
        made.push_back(
            {"This page is the only valid version of the document. Printed copies are not kept up to date "
             "and must not be relied upon.",
             PassageKind::paragraph, 0});
        return made;
    }

    Text copy(Text text) {
        Text made;
        for (Piece& piece : text) {
            const std::size_t dice = below(50);
            if (dice == 0 && piece.kind != PassageKind::heading) continue;
            if (dice == 1) piece.text = recombined(piece.text);
            if (dice > 1 && dice < 8) piece.text = with_other_words(piece.text, 8);
            made.push_back(std::move(piece));
        }
        return made;
    }

    const std::string& word() { return words_[below(words_.size())]; }

    std::string recombined(const std::string& text) {
        std::size_t at = below(words_.size());
        return each_word(text, [&](const std::string&) {
            const auto known = followers_.find(words_[at]);
            at =
                known == followers_.end() ? below(words_.size()) : known->second[below(known->second.size())];
            return words_[at];
        });
    }

    std::unordered_map<std::string, std::vector<std::size_t>> followers_;  ///< places in words_
    std::vector<Text> pages_;
};

class Heavy final : public World {
  public:
    explicit Heavy(const std::vector<Text>& texts) : World(texts) {}

    Text page() override {
        const std::size_t number = made_++;
        Text page = texts_[number % texts_.size()];
        if (number < texts_.size()) return page;
        for (Piece& piece : page) {
            const std::size_t dice = below(10);
            if (dice > 0) piece.text = with_other_words(piece.text, dice <= 5 ? 20 : 1);
        }
        return page;
    }

  private:
    std::size_t made_ = 0;
};

class Hostile final : public World {
  public:
    explicit Hostile(const std::vector<Text>& texts) : World(texts) {
        for (std::size_t i = 0; i < 40; ++i) sentence_ += words_[i % words_.size()] + " ";
    }

    Text page() override {
        Text made{{fmt::format("Page {}", ++made_), PassageKind::heading, 1}};
        for (int i = 0; i < 10; ++i)
            made.push_back(
                {sentence_ + (i % 2 == 0 ? fmt::format("x{}x{}", made_, i) : ""), PassageKind::paragraph, 0});
        return made;
    }

  private:
    std::string sentence_;
    std::size_t made_ = 0;
};

}  // namespace

std::string source_of(const Text& text) {
    std::string out;
    for (const Piece& piece : text) {
        if (piece.kind == PassageKind::heading)
            out += std::string(std::max<std::size_t>(piece.level, 1), '#') + ' ';
        if (piece.kind == PassageKind::list_item) out += "- ";
        for (const char c : piece.text) out += c == '\n' ? ' ' : c;
        out += piece.kind == PassageKind::list_item ? "\n" : "\n\n";
    }
    return out;
}

std::vector<Text> read_texts(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".md") files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<Text> texts;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        const Document document = read_page(
            Format::markdown, {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
        Text text;
        for (const Passage& passage : document.passages)
            text.push_back({std::string(document.text_of(passage)), passage.kind, passage.level});
        if (!text.empty()) texts.push_back(std::move(text));
    }
    return texts;
}

World::World(const std::vector<Text>& texts) : texts_(texts) {
    for (const Text& text : texts)
        for (const Piece& piece : text)
            each_word(piece.text, [&](std::string word) {
                words_.push_back(word);
                return word;
            });
}

std::string World::with_other_words(const std::string& text, std::size_t every) {
    return each_word(text, [&](std::string word) {
        return below(every) == 0 ? words_[below(words_.size())] : std::move(word);
    });
}

void World::edit(Text& page) {
    for (int edits = 0; edits < 3; ++edits) {
        Piece& piece = page[below(page.size())];
        piece.text = with_other_words(piece.text, 5);
    }
}

std::unique_ptr<World> make_world(std::string_view name, const std::vector<Text>& texts) {
    if (name == "believable") return std::make_unique<Believable>(texts);
    if (name == "heavy") return std::make_unique<Heavy>(texts);
    if (name == "hostile") return std::make_unique<Hostile>(texts);
    return nullptr;
}

}  // namespace clausemark
