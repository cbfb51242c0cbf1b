// SPDX-License-Identifier: Apache-2.0
// See sentences.h.
#include "indexer/drift/sentences.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

namespace clausemark::drift {
namespace {

constexpr std::array<std::string_view, 11> signs = {"<",      ">",      "=",      "%",      "+",     "$",
                                                    "\u00A3", "\u20AC", "\u2264", "\u2265", "\u00B1"};

bool is_row(PassageKind kind) {
    return kind == PassageKind::table_row || kind == PassageKind::table_header;
}

/// False where a text is one sentence for sure, as most steps and headings are: in ASCII, without a stop or
/// a closing bracket that a word follows. These need no tokens.
bool may_be_divided(std::string_view text) {
    const auto in_word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '%';
    };
    bool stopped = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if ((c & 0x80) != 0) return true;
        if (stopped && in_word(c)) return true;
        if (c != '.' && c != '!' && c != '?' && c != ')') continue;
        stopped = stopped || i + 1 == text.size() || !in_word(text[i + 1]);
    }
    return false;
}

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

/// Where a text goes on behind the marker of an item that begins here ("ii. ", "(b) ", "3) "), for lists that
/// their format reads as one paragraph; `begin` where there is none. Before a marker a text begins, a
/// sentence or a clause ends. "3.1 " is no marker, nor is a word of more than one letter that is no Roman
/// number.
std::uint32_t marker_at(std::string_view text, std::uint32_t begin) {
    constexpr std::size_t longest = 4;
    constexpr std::string_view roman = "ivx";
    std::size_t at = begin;
    const bool bracket = at > 0 && text[at - 1] == '(';
    if (at > 0 && !bracket && !is_blank(text[at - 1])) return begin;  // "e.g. "
    std::size_t before = bracket ? at - 1 : at;
    while (before > 0 && is_blank(text[before - 1])) --before;
    if (before > 0 && std::string_view(".:;!?").find(text[before - 1]) == std::string_view::npos)
        return begin;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::size_t digits = 0;
    std::size_t romans = 0;
    for (; at < text.size() && at - begin < longest; ++at) {
        digits += is_digit(text[at]) ? 1 : 0;
        romans += roman.find(text[at]) != std::string_view::npos ? 1 : 0;
        if (!is_digit(text[at]) && !(text[at] >= 'a' && text[at] <= 'z')) break;
    }
    const std::size_t length = at - begin;
    if (length == 0 || (length > 1 && digits != length && romans != length)) return begin;
    const bool closed = at + 1 < text.size() && (text[at] == ')' || (text[at] == '.' && !bracket));
    if (!closed || !is_blank(text[at + 1])) return begin;
    for (++at; at < text.size() && is_blank(text[at]);) ++at;
    return at < text.size() ? static_cast<std::uint32_t>(at) : begin;
}

/// Where a heading goes on behind the number of its section ("4.2.1 Keys").
std::uint32_t behind_number(std::string_view heading) {
    const std::size_t end = std::min(heading.find_first_not_of("0123456789."), heading.size());
    const bool numbered = end > 0 && end < heading.size() && is_blank(heading[end]) && heading[0] != '.' &&
                          heading.substr(0, end).find('.') != std::string_view::npos;
    if (!numbered) return 0;
    return static_cast<std::uint32_t>(std::min(heading.find_first_not_of(" \n\t", end), heading.size()));
}

/// Where a row goes on behind a first cell that only counts the rows: a step in a table. In a row of few
/// words the number may be what the row is about ("1 | 15 minutes").
constexpr std::size_t of_a_step = 6;
std::uint32_t behind_ordinal(std::string_view row) {
    constexpr std::size_t longest = 4;
    const std::size_t end = std::min(row.find('\t'), row.size());
    const bool counts = end > 0 && end <= longest && end < row.size() &&
                        row.substr(0, end).find_first_not_of("0123456789.") == std::string_view::npos;
    return counts ? static_cast<std::uint32_t>(end + 1) : 0;
}

/// Words and signs of a text, in order.
void append_all_words(std::string_view text, std::vector<Word>& words) {
    const std::size_t first = words.size();
    append_words(text, words);
    const std::size_t last = words.size();
    for (const std::string_view sign : signs) {
        for (std::size_t at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1)) {
            const auto begin = static_cast<std::uint32_t>(at);
            words.push_back({{begin, begin + static_cast<std::uint32_t>(sign.size())}, word_value(sign)});
        }
    }
    if (words.size() == last) return;
    std::sort(words.begin() + static_cast<std::ptrdiff_t>(first), words.end(),
              [](const Word& a, const Word& b) { return a.span.begin < b.span.begin; });
}

class SideReader {
  public:
    SideReader(Side& side, Tokenizer& tokenizer, const std::vector<std::string>& open)
        : side_(side), tokenizer_(tokenizer), open_(open) {}

    void read(std::string_view text, std::uint32_t passage, PassageKind kind, bool in_lead_in) {
        const std::size_t first = side_.words.size();
        append_all_words(text, side_.words);
        if (side_.words.size() == first) return;
        side_.forms.resize(side_.words.size(), WordForm::plain);
        const std::vector<Placeholder> placeholders = find_placeholders(text, open_);
        if (!placeholders.empty()) join_words(placeholders, first);
        begins_.assign(1, 0);
        if (kind == PassageKind::code) {
            for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
                begins_.push_back(static_cast<std::uint32_t>(at + 1));
        } else if (!is_row(kind) && may_be_divided(text)) {
            tokens_.clear();
            tokenizer_.tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, tokens_);
            for (std::size_t i = 1; i < tokens_.size(); ++i) {
                const std::uint32_t begin = tokens_[i].span.begin;
                const bool starts = tokens_[i].is(Token::starts_sentence) || marker_at(text, begin) > begin;
                if (starts && !inside(placeholders, begin)) begins_.push_back(begin);
            }
        }
        std::size_t word = first;
        for (std::size_t i = 0; i < begins_.size(); ++i) {
            auto end = i + 1 < begins_.size() ? begins_[i + 1] : static_cast<std::uint32_t>(text.size());
            if (end < text.size() && end > begins_[i] && text[end - 1] == '(') --end;
            if (i == 0 && kind == PassageKind::heading) begins_[i] = behind_number(text);
            if (is_row(kind) && side_.words.size() - first > of_a_step) begins_[i] = behind_ordinal(text);
            if (kind != PassageKind::code) begins_[i] = std::min(end, marker_at(text, begins_[i]));
            while (word < side_.words.size() && side_.words[word].span.begin < begins_[i]) ++word;
            Sentence made;
            made.kind = kind;
            made.words_begin = static_cast<std::uint32_t>(word);
            for (; word < side_.words.size() && side_.words[word].span.begin < end; ++word)
                made.value = mix(made.value, side_.words[word].value);
            made.words_end = static_cast<std::uint32_t>(word);
            if (made.words_begin == made.words_end) continue;
            made.place = {passage, in_lead_in, trimmed(text, {begins_[i], end})};
            side_.sentences.push_back(made);
        }
    }

  private:
    /// Makes the words of each placeholder one. What steers a template ("{{#if x}}") is no word of the text.
    void join_words(const std::vector<Placeholder>& placeholders, std::size_t first) {
        std::size_t kept = first;
        auto next = placeholders.begin();
        for (std::size_t i = first; i < side_.words.size();) {
            Word word = side_.words[i];
            WordForm form = WordForm::plain;
            while (next != placeholders.end() && next->span.end <= word.span.begin) ++next;
            if (next != placeholders.end() && next->span.begin <= word.span.begin) {
                word = {next->span, 0};
                form = next->form == Placeholder::Form::variable ? WordForm::variable : WordForm::bracket;
                for (; i < side_.words.size() && side_.words[i].span.begin < next->span.end; ++i)
                    word.value = mix(word.value, side_.words[i].value);
                if (next->form == Placeholder::Form::control) continue;
            } else {
                ++i;
            }
            side_.words[kept] = word;
            side_.forms[kept++] = form;
        }
        side_.words.resize(kept);
        side_.forms.resize(kept);
    }

    static bool inside(const std::vector<Placeholder>& placeholders, std::uint32_t at) {
        return std::any_of(placeholders.begin(), placeholders.end(),
                           [&](const Placeholder& p) { return p.span.begin < at && at < p.span.end; });
    }

    static Span trimmed(std::string_view text, Span span) {
        const auto blank = [&](std::uint32_t at) {
            return text[at] == ' ' || text[at] == '\n' || text[at] == '\t';
        };
        while (span.begin < span.end && blank(span.begin)) ++span.begin;
        while (span.end > span.begin && blank(span.end - 1)) --span.end;
        return span;
    }

    Side& side_;
    Tokenizer& tokenizer_;
    const std::vector<std::string>& open_;
    std::vector<Token> tokens_;
    std::vector<std::uint32_t> begins_;
};

}  // namespace

Side read_side(std::span<const DriftPassage> passages, Tokenizer& tokenizer,
               const std::vector<std::string>& open) {
    Side side;
    side.passages = passages;
    SideReader reader(side, tokenizer, open);
    std::unordered_set<std::string_view> texts;
    for (const DriftPassage& passage : passages) texts.insert(passage.text);
    for (std::uint32_t i = 0; i < passages.size(); ++i) {
        const DriftPassage& passage = passages[i];
        if (!passage.lead_in.empty() && texts.insert(passage.lead_in).second)
            reader.read(passage.lead_in, i, PassageKind::paragraph, true);
        reader.read(passage.text, i, passage.kind, false);
    }
    return side;
}

void read_tokens(const Side& side, const Sentence& sentence, Tokenizer& tokenizer,
                 std::vector<Token>& tokens) {
    tokens.clear();
    const std::string_view text = side.text_of(sentence);
    tokenizer.tokenize(text, sentence.place.span, tokens);
    if (!is_row(sentence.kind)) return;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        const Span gap{tokens[i - 1].span.end, tokens[i].span.begin};
        if (gap.of(text).find('\t') != std::string_view::npos) tokens[i].flags |= Token::starts_sentence;
    }
}

}  // namespace clausemark::drift
