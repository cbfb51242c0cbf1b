// SPDX-License-Identifier: Apache-2.0
// The words wikitext gives a meaning to: HTML elements and extension tags, name spaces, behaviour switches,
// parser functions, protocols, image options. Tables and look-ups only; what they do to a page is decided by
// the reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "parser/core/ascii.h"

namespace clausemark::mediawiki {

/// What an HTML element does to the flow of text.
enum class Element : std::uint8_t {
    none,  ///< not an element that wikitext allows: its tag is text
    inline_,
    line_break,
    rule,
    block,  ///< div, p, center, pre, dl, dt, dd
    heading,
    list,
    item,
    quote,
    table,
    row,
    cell,
    caption,
    invisible,  ///< meta, link
};

/// `name` in any case.
Element element_named(std::string_view name);

/// How the block pass takes a tag: elements inside of which lines are no paragraphs (as MediaWiki's
/// BlockLevelPass has them), and tags that end a paragraph otherwise.
struct BlockEffect {
    bool opens = false;   ///< from here on lines are no paragraphs
    bool closes = false;  ///< from here on they are
};
BlockEffect block_effect(Element element, std::string_view name, bool closing);

/// Tags whose content the wikitext parser does not look into.
enum class Extension : std::uint8_t {
    none,
    nowiki,
    pre,
    highlight,
    literal,  ///< mathematics: its source is shown
    note,
    notes,  ///< <references>: may hold notes
    poem,
    gallery,
    hidden,
    transparent,   ///< noinclude and onlyinclude tags: only the tags vanish
    included_only  ///< includeonly: with its content
};
Extension extension_named(std::string_view name);

enum class Space : std::uint8_t { page, file, category, media };

/// The name space a link's target begins with; `rest` is what follows its colon.
Space space_of(std::string_view target, std::string_view& rest);

/// A lower-case ISO 639-1 code before a colon: a link to the same page in another language.
bool is_language_prefix(std::string_view target);

bool is_behaviour_switch(std::string_view word);   ///< what stands between two underscores each: "NOTOC"
bool is_parser_function(std::string_view name);    ///< what stands before the colon, trimmed: "lc", "#if"
std::size_t redirect_word(std::string_view text);  ///< length of "#REDIRECT" at the beginning, or 0

/// Length of the protocol a text begins with ("https://", "mailto:"), or 0. "//" counts where `relative` is
/// set.
std::size_t protocol(std::string_view text, bool relative);

/// Image options that are no caption; `framed` is set by those that show the caption.
bool is_image_option(std::string_view option, bool& framed);

/// A character reference at the beginning of a text; length 0: there is none. MediaWiki takes no control
/// characters.
struct CharacterReference {
    std::uint32_t length = 0;
    std::string text;
};
CharacterReference read_character_reference(std::string_view text);

std::string_view trim(std::string_view text);
inline bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
inline bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace clausemark::mediawiki
