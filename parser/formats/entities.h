// SPDX-License-Identifier: Apache-2.0
// Character references (&amp; &#8211; &#x2013;) as all formats here use them. What stands around one, and
// whether it may lack its semicolon, is for the readers to say.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace clausemark {

/// What a whole reference "&...;" shows, in UTF-8; nothing where it names no character. Numbers follow the
/// HTML standard: 128 to 159 mean Windows-1252, NUL, surrogates and numbers beyond Unicode become U+FFFD.
/// O(log names).
std::optional<std::string> decode_entity(std::string_view reference);

/// The length of the reference "&...;" that `text` begins with, or 0: only its form is looked at. Bounded: no
/// reference that is known is longer than 40 bytes.
std::size_t entity_length(std::string_view text);

/// A reference that `text` begins with, by the rules of HTML: the semicolon may lack after a number and after
/// some old names. size 0: none. O(its length).
struct Reference {
    std::string text;
    std::size_t size = 0;  ///< bytes it takes
};
Reference html_reference(std::string_view text);

/// `text` with every known reference replaced: for attribute values and titles.
std::string decode_entities(std::string_view text);

}  // namespace clausemark
