// SPDX-License-Identifier: Apache-2.0
// The tables of mediawiki_names.h: lists of words divided by blanks, searched after lower-casing.
#include "parser/formats/mediawiki_names.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "parser/formats/entities.h"

namespace clausemark::mediawiki {
namespace {

constexpr std::size_t longest_word = 24;

/// True where `words` (divided by blanks, with one at both ends) holds `word`, which has no blank.
bool listed(std::string_view words, std::string_view word) {
    if (word.empty() || word.size() > longest_word) return false;
    std::array<char, longest_word + 2> padded;
    padded[0] = ' ';
    std::transform(word.begin(), word.end(), padded.begin() + 1, [](char c) { return ascii_lower(c); });
    padded[word.size() + 1] = ' ';
    return words.find(std::string_view(padded.data(), word.size() + 2)) != std::string_view::npos;
}

struct TagWord {
    std::string_view name;
    Element element = Element::none;
    Extension extension = Extension::none;
};

using enum Extension;

/// Sorted by name.
constexpr auto tag_words = std::to_array<TagWord>({
    {"/noinclude", Element::none, transparent},
    {"/onlyinclude", Element::none, transparent},
    {"abbr", Element::inline_},
    {"b", Element::inline_},
    {"bdi", Element::inline_},
    {"bdo", Element::inline_},
    {"big", Element::inline_},
    {"blockquote", Element::quote},
    {"br", Element::line_break},
    {"caption", Element::caption},
    {"categorytree", Element::none, hidden},
    {"ce", Element::none, literal},
    {"center", Element::block},
    {"charinsert", Element::none, hidden},
    {"chem", Element::none, literal},
    {"cite", Element::inline_},
    {"clausemark", Element::none, hidden},
    {"code", Element::inline_},
    {"data", Element::inline_},
    {"dd", Element::block},
    {"del", Element::inline_},
    {"dfn", Element::inline_},
    {"div", Element::block},
    {"dl", Element::block},
    {"dt", Element::block},
    {"dynamicpagelist", Element::none, hidden},
    {"em", Element::inline_},
    {"font", Element::inline_},
    {"gallery", Element::none, gallery},
    {"graph", Element::none, hidden},
    {"h1", Element::heading},
    {"h2", Element::heading},
    {"h3", Element::heading},
    {"h4", Element::heading},
    {"h5", Element::heading},
    {"h6", Element::heading},
    {"hiero", Element::none, hidden},
    {"hr", Element::rule},
    {"i", Element::inline_},
    {"imagemap", Element::none, hidden},
    {"includeonly", Element::none, included_only},
    {"indicator", Element::none, hidden},
    {"inputbox", Element::none, hidden},
    {"ins", Element::inline_},
    {"kbd", Element::inline_},
    {"langconvert", Element::none, hidden},
    {"li", Element::item},
    {"link", Element::invisible},
    {"mapframe", Element::none, hidden},
    {"maplink", Element::none, hidden},
    {"mark", Element::inline_},
    {"math", Element::none, literal},
    {"meta", Element::invisible},
    {"noinclude", Element::none, transparent},
    {"nowiki", Element::none, nowiki},
    {"ol", Element::list},
    {"onlyinclude", Element::none, transparent},
    {"p", Element::block},
    {"poem", Element::none, poem},
    {"pre", Element::block, pre},
    {"q", Element::inline_},
    {"rb", Element::inline_},
    {"ref", Element::none, note},
    {"references", Element::none, notes},
    {"rp", Element::inline_},
    {"rt", Element::inline_},
    {"rtc", Element::inline_},
    {"ruby", Element::inline_},
    {"s", Element::inline_},
    {"samp", Element::inline_},
    {"score", Element::none, hidden},
    {"section", Element::none, hidden},
    {"small", Element::inline_},
    {"source", Element::none, highlight},
    {"span", Element::inline_},
    {"strike", Element::inline_},
    {"strong", Element::inline_},
    {"sub", Element::inline_},
    {"sup", Element::inline_},
    {"syntaxhighlight", Element::none, highlight},
    {"table", Element::table},
    {"td", Element::cell},
    {"templatedata", Element::none, hidden},
    {"templatestyles", Element::none, hidden},
    {"th", Element::cell},
    {"time", Element::inline_},
    {"timeline", Element::none, hidden},
    {"tr", Element::row},
    {"tt", Element::inline_},
    {"u", Element::inline_},
    {"ul", Element::list},
    {"var", Element::inline_},
    {"wbr", Element::inline_},
});
static_assert(std::is_sorted(tag_words.begin(), tag_words.end(),
                             [](const TagWord& a, const TagWord& b) { return a.name < b.name; }));

const TagWord* tag_word(std::string_view name) {
    if (name.empty() || name.size() > longest_word) return nullptr;
    std::array<char, longest_word> lowered;
    std::transform(name.begin(), name.end(), lowered.begin(), [](char c) { return ascii_lower(c); });
    const std::string_view wanted(lowered.data(), name.size());
    const auto* found =
        std::lower_bound(tag_words.begin(), tag_words.end(), wanted,
                         [](const TagWord& row, std::string_view word) { return row.name < word; });
    return found != tag_words.end() && found->name == wanted ? found : nullptr;
}

constexpr std::string_view languages =
    " aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz "
    "ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is "
    "it iu ja jv "
    "ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lv mg mh mi mk ml mn mr ms mt my na "
    "nb nd ne "
    "ng nl nn no nr nv ny oc om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so "
    "sq sr ss st "
    "su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";

/// In any case, and in upper case alone.
constexpr std::string_view switches =
    " notoc forcetoc toc nogallery noeditsection notitleconvert notc nocontentconvert nocc ";
constexpr std::string_view upper_case_switches =
    " newsectionlink nonewsectionlink hiddencat expectunusedcategory index noindex staticredirect disambig ";

constexpr std::string_view functions =
    " lc lcfirst uc ucfirst int ns nse fullurl fullurle localurl localurle canonicalurl canonicalurle "
    "urlencode "
    "anchorencode filepath formatnum formatdate dateformat grammar gender plural bidi padleft padright "
    "displaytitle "
    "defaultsort defaultsortkey defaultcategorysort pagesincategory pagesincat pagesinnamespace pagesinns "
    "numberingroup numingroup protectionlevel protectionexpiry cascadingsources pagesize pagename pagenamee "
    "fullpagename fullpagenamee namespace namespacee namespacenumber basepagename basepagenamee rootpagename "
    "subpagename subpagenamee talkpagename subjectpagename articlepagename talkspace subjectspace "
    "articlespace "
    "revisionid revisionday revisionday2 revisionmonth revisionyear revisiontimestamp revisionuser pageid "
    "language "
    "numberofpages numberofarticles numberoffiles numberofusers numberofedits numberofadmins "
    "numberofactiveusers "
    "special speciale tag noexternallanglinks ";

constexpr std::string_view protocols =
    " bitcoin: ftp:// ftps:// geo: git:// gopher:// http:// https:// irc:// ircs:// magnet: mailto: matrix: "
    "mms:// "
    "news: nntp:// redis:// sftp:// sip: sips: sms: ssh:// svn:// tel: telnet:// urn: worldwind:// xmpp: ";

constexpr std::string_view option_words =
    " border frameless left right center centre none baseline sub super sup top text-top middle bottom "
    "text-bottom "
    "upright ";
constexpr std::string_view framing_words = " thumb thumbnail frame framed enframed ";
constexpr std::string_view option_names = " alt class lang link page upright ";

bool is_width(std::string_view option) {
    if (!option.ends_with("px")) return false;
    option = trim(option.substr(0, option.size() - 2));
    return !option.empty() && option.find_first_not_of("0123456789x") == std::string_view::npos;
}

}  // namespace

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

Element element_named(std::string_view name) {
    const TagWord* word = tag_word(name);
    return word == nullptr ? Element::none : word->element;
}

Extension extension_named(std::string_view name) {
    const TagWord* word = tag_word(name);
    return word == nullptr ? Extension::none : word->extension;
}

BlockEffect block_effect(Element element, std::string_view name, bool closing) {
    const bool paragraph = name.size() == 1 || ascii_lower(name) == "dl" || ascii_lower(name) == "pre";
    switch (element) {
        case Element::table:
        case Element::heading:
        case Element::list:
            return {!closing, closing};
        case Element::cell:
            return {closing, !closing};
        case Element::row:
        case Element::caption:
        case Element::item:
            return {true, false};
        case Element::quote:
        case Element::rule:
            return {false, true};
        case Element::block:
            if (paragraph) return {!closing, closing};
            return ascii_lower(name.substr(0, 1)) == "d" && name.size() == 2 ? BlockEffect{true, false}
                                                                             : BlockEffect{false, true};
        default:
            return {};
    }
}

CharacterReference read_character_reference(std::string_view text) {
    const std::size_t length = entity_length(text);
    if (length == 0) return {};
    if (text[1] == '#') {
        const bool hex = text[2] == 'x' || text[2] == 'X';
        std::uint32_t number = 0;
        const auto read =
            std::from_chars(text.data() + (hex ? 3 : 2), text.data() + length - 1, number, hex ? 16 : 10);
        const bool allowed = number == 9 || number == 10 || (number >= 0x20 && number < 0x7F) ||
                             (number >= 0xA0 && number < 0xD800) || (number >= 0xE000 && number <= 0xFFFD) ||
                             (number >= 0x10000 && number <= 0x10FFFF);
        if (read.ec != std::errc() || !allowed) return {};
    }
    auto decoded = decode_entity(text.substr(0, length));
    if (!decoded) return {};
    return {static_cast<std::uint32_t>(length), std::move(*decoded)};
}

Space space_of(std::string_view target, std::string_view& rest) {
    rest = target;
    const std::size_t colon = target.find(':');
    if (colon == std::string_view::npos) return Space::page;
    std::string name(trim(target.substr(0, colon)));
    std::replace(name.begin(), name.end(), ' ', '_');
    const auto after = [&](Space space) {
        rest = trim(target.substr(colon + 1));
        return space;
    };
    if (listed(" file image datei bild fichier archivo imagen bestand fil plik ", name))
        return after(Space::file);
    if (listed(" category kategorie cat\xC3\xA9gorie categor\xC3\xAD"
               "a categoria categorie kategori kategoria ",
               name))
        return after(Space::category);
    if (listed(" media ", name)) return after(Space::media);
    return Space::page;
}

bool is_language_prefix(std::string_view target) {
    if (target.size() < 3 || target[2] != ':') return false;
    const std::string_view code = target.substr(0, 2);
    return code == ascii_lower(code) && listed(languages, code);
}

bool is_behaviour_switch(std::string_view word) {
    if (listed(switches, word)) return true;
    const bool upper = std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return upper && listed(upper_case_switches, word);
}

bool is_parser_function(std::string_view name) {
    return name.starts_with('#') || listed(functions, name);
}

std::size_t redirect_word(std::string_view text) {
    for (const std::string_view word :
         {"#redirect", "#weiterleitung", "#redirection", "#redirecci\xC3\xB3n"}) {
        if (text.size() > word.size() && ascii_lower(text.substr(0, word.size())) == word &&
            !is_letter(text[word.size()]))
            return word.size();
    }
    return 0;
}

std::size_t protocol(std::string_view text, bool relative) {
    if (relative && text.starts_with("//")) return 2;
    std::size_t at = 0;
    while (at < text.size() && at < 12 && is_letter(text[at])) ++at;
    if (at == 0 || at >= text.size() || text[at] != ':') return 0;
    if (text.substr(at).starts_with("://") && listed(protocols, text.substr(0, at + 3))) return at + 3;
    return listed(protocols, text.substr(0, at + 1)) ? at + 1 : 0;
}

bool is_image_option(std::string_view option, bool& framed) {
    option = trim(option);
    if (listed(framing_words, option)) {
        framed = true;
        return true;
    }
    if (option.empty() || listed(option_words, option) || is_width(option)) return true;
    const std::size_t equals = option.find('=');
    if (equals == std::string_view::npos)
        return option.starts_with("upright ") || option.starts_with("page ");
    const std::string_view name = trim(option.substr(0, equals));
    if (listed(" thumb thumbnail ", name)) {
        framed = true;
        return true;
    }
    return listed(option_names, name);
}

}  // namespace clausemark::mediawiki
