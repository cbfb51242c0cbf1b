// SPDX-License-Identifier: Apache-2.0
// Wikis to measure the saving of pages on, made of real pages with a fixed seed. What is measured, and how,
// is duplicates_save.cpp.
//
// believable: four pages of five are written anew: the headings, lengths and forms of real pages, with words
//   that follow each other as they do somewhere in real text, so that no two of them are alike. Each fifth
//   page is an edited copy of one before it. Every page has the same notice and a filled-in line of approval.
// heavy: each real page in edited copies without end: a tenth of the passages as they are, half with one word
//   in twenty changed, the others made new. At 250,000 passages each page exists five times, at a million
//   twenty times, and twice as often where the real pages come in two editions.
// hostile: all passages have the same shingles but for one word in half of them.
#pragma once

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "parser/formats/document.h"

namespace clausemark {

struct Piece {
    std::string text;
    PassageKind kind = PassageKind::paragraph;
    std::uint8_t level = 0;
};
using Text = std::vector<Piece>;

/// As Markdown.
std::string source_of(const Text& text);

/// The Markdown pages below a folder, in the order of their names.
std::vector<Text> read_texts(const std::filesystem::path& folder);

class World {
  public:
    virtual ~World() = default;
    virtual Text page() = 0;  ///< the next one
    void edit(Text& page);    ///< three passages, one word in five

  protected:
    explicit World(const std::vector<Text>& texts);
    std::size_t below(std::size_t end) { return random_() % end; }
    /// One word in `every` replaced by another.
    std::string with_other_words(const std::string& text, std::size_t every);

    const std::vector<Text>& texts_;
    std::vector<std::string> words_;  ///< of all texts, in order
    std::mt19937_64 random_{20000};
};

/// Null for a name it does not know. The texts must stay, and not be empty.
std::unique_ptr<World> make_world(std::string_view name, const std::vector<Text>& texts);

}  // namespace clausemark
