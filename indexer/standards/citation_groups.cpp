// SPDX-License-Identifier: Apache-2.0
// From elements to citations: numbers are gathered into groups ("8.7.2 and 8.7.3", "A.5.24 to A.5.28"), each
// group looks for its standard on the right ("of ISO 20000-1"), on the left, in the group it is joined to, in
// its sentence, and at last on the page. See citation.h for what counts.
#include "indexer/standards/citation_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

namespace clausemark::citations {
namespace {

constexpr std::size_t reach = 6;  // elements between a number and its standard: ", Annex A ( control"

/// Numbers that belong together, with the words around them.
struct Group {
    std::size_t begin = 0;  ///< elements [begin, end), unit words and annex included
    std::size_t end = 0;
    std::vector<std::size_t> numbers;  ///< elements
    std::vector<bool> range_before;    ///< this number ends a range that the one before it begins
    std::uint16_t units = 0;           ///< roles of the words before the first number
    std::string_view prefix;           ///< of the annex named before it, or of its first number
    bool joined = false;               ///< to the group before it: "clause 4.1 and clause 4.2"
};

/// The standard a group belongs to, and how that is known.
struct Owner {
    enum class How : std::uint8_t { beside, sentence, page, nothing } how = How::nothing;
    StandardIndex standard = 0;
    bool edition_given = false;
    std::size_t place = 0;  ///< element, where it is beside the group
};

/// The words beside a number that may be its title.
struct Beside {
    BesideNumber before, after;
    bool names(const Titles& titles, ClauseIndex clause) const {
        const auto agree = [&](const BesideNumber& words) {
            const bool none = words.words.telling.empty() && words.words.common.empty();
            return !none && titles.agrees(words.words, clause);
        };
        return agree(after) || agree(before);
    }
};

class Text {
  public:
    Text(const Catalogue& catalogue, const Annexes& annexes, const Titles& titles,
         const CitationContext& context, std::string_view text, std::vector<Element> elements,
         std::vector<Citation>& out)
        : catalogue_(catalogue),
          annexes_(annexes),
          titles_(titles),
          context_(context),
          text_(text),
          elements_(std::move(elements)),
          out_(out) {}

    void run() {
        std::size_t sentence = 0;
        Owner last;
        note_sentence(0);
        for (std::size_t i = 0; i < elements_.size();) {
            if (elements_[i].kind == Kind::sentence_end) {
                sentence = ++i;
                last = {};
                note_sentence(sentence);
            } else if (elements_[i].kind != Kind::number) {
                ++i;
            } else {
                const Group group = gather(i, sentence, last.how != Owner::How::nothing);
                const Owner owner = find_owner(group, sentence, last);
                emit(group, owner);
                last = owner;
                last_end_ = group.end;
                i = group.end;
            }
        }
    }

  private:
    bool is(std::size_t i, std::uint16_t roles) const {
        return i < elements_.size() && elements_[i].kind == Kind::phrase && (elements_[i].roles & roles) != 0;
    }
    Kind kind(std::size_t i) const { return i < elements_.size() ? elements_[i].kind : Kind::sentence_end; }

    Group gather(std::size_t first, std::size_t sentence, bool after_owned) const {
        Group group;
        group.begin = first;
        while (group.begin > std::max(sentence, last_end_) && first - group.begin < reach) {
            const std::size_t before = group.begin - 1;
            if (is(before, unit_roles)) {
                group.units =
                    static_cast<std::uint16_t>(group.units | (elements_[before].roles & unit_roles));
            } else if (kind(before) == Kind::annex) {
                group.prefix = elements_[before].prefix;
            } else if (!is(before, between_word) || !leads_on(before, sentence)) {
                break;
            }
            --group.begin;
        }
        if (group.prefix.empty()) group.prefix = elements_[first].prefix;
        group.joined = after_owned && joins(last_end_, group.begin);

        group.numbers.push_back(first);
        group.range_before.push_back(false);
        group.end = first + 1;
        while (true) {
            std::size_t i = group.end;
            const bool range = is(i, range_word);
            if (range) {
                ++i;
            } else {
                while (is(i, and_word) && i < group.end + 2) ++i;
                if (i == group.end) break;
            }
            if (kind(i) != Kind::number) break;
            group.numbers.push_back(i);
            group.range_before.push_back(range);
            group.end = i + 1;
        }
        return group;
    }

    /// A filler counts only between two parts of a citation: "Annex A, control 8.13", not "the 8.13".
    bool leads_on(std::size_t filler, std::size_t sentence) const {
        if (filler == sentence || filler == last_end_) return false;
        const std::size_t before = filler - 1;
        return is(before, unit_roles) || kind(before) == Kind::annex;
    }

    /// Whether nothing but "and" lies between two groups.
    bool joins(std::size_t end, std::size_t begin) const {
        if (begin <= end || begin - end > 2) return false;
        for (std::size_t i = end; i < begin; ++i) {
            if (!is(i, and_word)) return false;
        }
        return true;
    }

    Owner find_owner(const Group& group, std::size_t sentence, const Owner& last) const {
        const std::optional<std::size_t> left = standard_before(group, sentence);
        bool foreign = false;
        std::size_t i = group.end;
        if (kind(i) == Kind::other && is_close(i)) ++i;
        if (is(i, of_word | in_word)) {
            const std::size_t word = i++;
            while (is(i, between_word) && i < word + 3) ++i;
            if (kind(i) == Kind::standard) return beside(i);
            foreign = is(word, of_word);
        } else if (!left && is(i, between_word) && kind(i + 1) == Kind::standard && !takes_numbers(i + 2)) {
            return beside(i + 1);
        }
        if (left) return beside(*left);
        if (group.joined) return last;
        const bool weak = group.units == section_word && kind(group.begin) != Kind::annex;  // "section A.2"
        if (foreign || weak || behind_unknown_standard(group, sentence)) return {};
        if (const Owner named = in_sentence(group); named.how != Owner::How::nothing) return named;
        return on_page(group);
    }

    /// "ISO 22301 clause 8.5", "ISO 22301:2019, clause 8.5": a number too long for a clause or a year names
    /// the standard, and it is none of ours.
    bool behind_unknown_standard(const Group& group, std::size_t sentence) const {
        constexpr std::string_view joints = ":-/,";
        for (std::size_t i = group.begin; i > sentence && group.begin - i < reach;) {
            const std::string_view word = elements_[--i].span.of(text_);
            const bool digits = word.find_first_not_of("0123456789") == std::string_view::npos;
            const bool year = word.size() == 4 && (word[0] == '1' || word[0] == '2');
            if (digits && word.size() >= 4 && !year) return true;
            if (!digits && joints.find(word) == std::string_view::npos) return false;
        }
        return false;
    }

    bool is_close(std::size_t i) const { return elements_[i].glued && elements_[i].span.size() == 1; }

    /// Whether a standard's own numbers follow here, so that it is not a remark on those before it.
    bool takes_numbers(std::size_t i) const {
        for (std::size_t taken = 0; taken < 3 && (is(i, between_word | unit_roles) || kind(i) == Kind::annex);
             ++taken)
            ++i;
        return kind(i) == Kind::number;
    }

    std::optional<std::size_t> standard_before(const Group& group, std::size_t sentence) const {
        std::size_t i = group.begin;
        for (std::size_t steps = 0; i > std::max(sentence, last_end_) && steps < reach; ++steps) {
            --i;
            if (kind(i) == Kind::standard) return i;
            if (!is(i, between_word)) return std::nullopt;
        }
        return std::nullopt;
    }

    Owner beside(std::size_t i) const {
        return {Owner::How::beside, elements_[i].standard, elements_[i].edition_given, i};
    }

    const std::string& family(StandardIndex standard) const {
        return catalogue_.standards()[standard].family;
    }

    bool has_prefix(StandardIndex standard, std::string_view prefix) const {
        const auto found = annexes_.find(prefix);
        return found != annexes_.end() && found->second[standard];
    }

    /// The standards that a sentence names, each once.
    void note_sentence(std::size_t begin) {
        named_.clear();
        for (std::size_t i = begin; i < elements_.size() && kind(i) != Kind::sentence_end; ++i) {
            if (kind(i) != Kind::standard) continue;
            const auto same = [&](const Owner& owner) {
                return owner.standard == elements_[i].standard &&
                       owner.edition_given == elements_[i].edition_given;
            };
            if (std::ranges::none_of(named_, same)) {
                named_.push_back(
                    {Owner::How::sentence, elements_[i].standard, elements_[i].edition_given, i});
            }
        }
    }

    /// A number with a word or an annex before it may belong to the one standard that its sentence names.
    Owner in_sentence(const Group& group) const {
        if (group.prefix.empty() && (group.units & (clause_word | control_word)) == 0) return {};
        Owner owner;
        for (const Owner& named : named_) {
            if (!group.prefix.empty() && !has_prefix(named.standard, group.prefix)) continue;
            if (owner.how != Owner::How::nothing &&
                (family(named.standard) != family(owner.standard) ||
                 (named.edition_given && owner.edition_given && named.standard != owner.standard))) {
                return {};
            }
            if (!owner.edition_given) owner = named;
        }
        return owner;
    }

    /// A number of an annex may belong to the one standard of the page, or of the catalogue, that has the
    /// annex.
    Owner on_page(const Group& group) const {
        if (group.prefix.empty()) return {};
        const bool said = group.units != 0 || kind(group.begin) == Kind::annex;
        Owner owner;
        bool from_page = false;
        for (std::size_t i = 0; i < catalogue_.standards().size(); ++i) {
            const auto standard = static_cast<StandardIndex>(i);
            if (!has_prefix(standard, group.prefix)) continue;
            const bool named = context_.standards[i];
            if (owner.how != Owner::How::nothing && family(standard) != family(owner.standard)) {
                if (named && from_page) return {};  // two standards with such an annex
                if (!named) {
                    if (!from_page) return {};
                    continue;
                }
            }
            owner = {Owner::How::page, standard, false, 0};
            from_page = from_page || named;
        }
        return from_page || said ? owner : Owner{};
    }

    /// The editions to look in, the likeliest first.
    std::vector<StandardIndex> editions(const Owner& owner) const {
        if (owner.edition_given) return {owner.standard};
        std::vector<StandardIndex> out;
        for (std::size_t i = 0; i < catalogue_.standards().size(); ++i) {
            if (family(static_cast<StandardIndex>(i)) == family(owner.standard))
                out.push_back(static_cast<StandardIndex>(i));
        }
        std::ranges::sort(out, std::ranges::greater{},
                          [&](StandardIndex i) { return catalogue_.standards()[i].edition; });
        const auto named = [&](StandardIndex i) { return context_.editions[i]; };
        if (std::ranges::count_if(out, named) == 1) {
            std::stable_partition(out.begin(), out.end(), named);
        }
        return out;
    }

    std::optional<ClauseIndex> find(StandardIndex standard, std::string_view number) const {
        return catalogue_.find(fmt::format("{}/{}", catalogue_.standards()[standard].id, number));
    }

    /// "93 controls in 4 categories": a number without parts is a clause's only directly behind such a word,
    /// and no control's.
    bool counts_things(const Group& group) const {
        const std::size_t first = group.numbers.front();
        return first == 0 || !is(first - 1, clause_word | section_word);
    }

    bool some_edition_has(StandardIndex standard, const std::string& number) const {
        for (std::size_t i = 0; i < catalogue_.standards().size(); ++i)
            if (family(static_cast<StandardIndex>(i)) == family(standard) &&
                find(static_cast<StandardIndex>(i), number))
                return true;
        return false;
    }

    /// The number as the standard writes it, or empty where it cannot be told which is meant.
    std::string resolve(const Group& group, const Element& number, StandardIndex standard,
                        ClauseIndex& clause) const {
        std::string digits(number.digits);
        const auto look = [&](const std::string& name) {
            const auto found = find(standard, name);
            clause = found.value_or(no_clause);
            return found.has_value();
        };
        const std::string_view prefix = number.prefix.empty() ? group.prefix : number.prefix;
        if (!prefix.empty()) {
            std::string name = fmt::format("{}.{}", prefix, digits);
            if (look(name) || !number.prefix.empty() || digits.find('.') != std::string::npos) return name;
            // "Annex A (93 controls)" counts them; "Annex A 15" may be another edition's.
            return some_edition_has(standard, name) ? name : std::string();
        }
        std::string as_control;
        for (const auto& [annex, standards] : annexes_) {
            std::string name = fmt::format("{}.{}", annex, digits);
            if (standards[standard] && look(name)) as_control = std::move(name);
        }
        if ((group.units & control_word) != 0 && !as_control.empty()) {
            look(as_control);
            return as_control;
        }
        const bool bare = digits.find('.') == std::string::npos;
        if (group.units != 0 && !(bare && counts_things(group))) {
            // "ISO/IEC 27001 in section 11": of the page, where no edition has such a clause.
            const bool found = look(digits);
            return found || !bare || group.units != section_word || some_edition_has(standard, digits)
                       ? digits
                       : std::string();
        }
        // A bare number beside the standard's name: only where it can be one thing.
        if (bare) return {};
        const bool is_clause = look(digits);
        if (is_clause && as_control.empty()) return digits;
        if (is_clause || as_control.empty()) return {};
        look(as_control);
        return as_control;
    }

    void emit(const Group& group, const Owner& owner) {
        if (owner.how == Owner::How::nothing) return;
        const bool page_alone = owner.how == Owner::How::page;
        const Beside beside = read_beside(group, owner);
        for (std::size_t n = 0; n < group.numbers.size(); ++n) {
            Element number = elements_[group.numbers[n]];
            complete(group, n, number);
            if (group.range_before[n]) emit_between(group, n, owner, beside);
            if (page_alone && number.prefix.empty() && group.prefix.empty()) continue;
            // "A.2" in a sentence about a standard is as likely an appendix of the page.
            const bool certain =
                owner.how == Owner::How::beside || number.digits.find('.') != std::string_view::npos;
            emit_one(group, number, owner, number.span, beside, certain && !page_alone);
        }
    }

    /// "A.5.24-28": the end of a range may be its last part alone.
    void complete(const Group& group, std::size_t n, Element& number) {
        if (!group.range_before[n] || number.digits.find('.') != std::string_view::npos) return;
        const Element& from = elements_[group.numbers[n - 1]];
        const std::size_t dot = from.digits.rfind('.');
        if (dot == std::string_view::npos) return;
        made_.push_back(std::make_unique<std::string>(std::string(from.digits.substr(0, dot + 1)) +
                                                      std::string(number.digits)));
        number.digits = *made_.back();
        number.prefix = from.prefix;
    }

    /// A title speaks for one number. It may follow the standard that follows the number.
    Beside read_beside(const Group& group, const Owner& owner) const {
        if (group.numbers.size() != 1) return {};
        std::size_t first = group.begin;
        std::size_t last = group.end - 1;
        if (owner.how == Owner::How::beside && owner.place < first) first = owner.place;
        if (owner.how == Owner::How::beside && owner.place > last) last = owner.place;
        const std::size_t begin = elements_[first].span.begin;
        const std::size_t line =
            text_.find_last_not_of(" *_([", begin == 0 ? std::string_view::npos : begin - 1);
        auto opens = Titles::Opens::nothing;
        if (begin == 0 || line == std::string_view::npos || text_[line] == '\n') {
            opens = Titles::Opens::passage;
        } else if (text_[line] == '\t') {
            opens = Titles::Opens::cell;
        }
        return {titles_.before(text_, begin), titles_.after(text_, elements_[last].span.end, opens)};
    }

    void emit_one(const Group& group, const Element& number, const Owner& owner, Span span,
                  const Beside& beside, bool report_unknown) {
        std::optional<Citation> unknown, known;
        for (const StandardIndex standard : editions(owner)) {
            Citation citation;
            citation.span = span;
            citation.standard = standard;
            citation.edition_given = owner.edition_given || context_.editions[standard];
            citation.number = resolve(group, number, standard, citation.clause);
            if (citation.number.empty()) return;  // ambiguous
            if (citation.clause == no_clause) {
                if (!unknown) unknown = std::move(citation);
                continue;
            }
            citation.titled = beside.names(titles_, citation.clause);
            if (citation.titled) {
                out_.push_back(std::move(citation));
                return;
            }
            if (!known) known = std::move(citation);
        }
        if (known) {
            known->ambiguous = beside.after.is_title;
            if (known->ambiguous) known->clause = no_clause;
            out_.push_back(std::move(*known));
        } else if (unknown && report_unknown) {
            out_.push_back(std::move(*unknown));
        }
    }

    /// What lies inside a range of numbers with the same parent.
    void emit_between(const Group& group, std::size_t n, const Owner& owner, const Beside& beside) {
        const Element& from = elements_[group.numbers[n - 1]];
        Element to = elements_[group.numbers[n]];
        complete(group, n, to);
        const auto last_part = [](std::string_view digits) {
            const std::size_t dot = digits.rfind('.');
            const std::string_view part = dot == std::string_view::npos ? digits : digits.substr(dot + 1);
            int value = 0;
            std::from_chars(part.data(), part.data() + part.size(), value);
            return std::pair{digits.substr(0, digits.size() - part.size()), value};
        };
        const auto [parent, begin] = last_part(from.digits);
        const auto [other_parent, end] = last_part(to.digits);
        if (parent != other_parent) return;
        for (int value = begin + 1; value < end; ++value) {
            Element inner = from;
            const std::string digits = fmt::format("{}{}", parent, value);
            inner.digits = digits;
            emit_one(group, inner, owner, {from.span.begin, to.span.end}, beside, false);
        }
    }

    const Catalogue& catalogue_;
    const Annexes& annexes_;
    const Titles& titles_;
    const CitationContext& context_;
    std::string_view text_;
    std::vector<Element> elements_;
    std::vector<Citation>& out_;
    std::size_t last_end_ = 0;                        ///< of the group before
    std::vector<Owner> named_;                        ///< in this sentence
    std::vector<std::unique_ptr<std::string>> made_;  ///< numbers completed from a range's begin
};

}  // namespace

void cite(const Catalogue& catalogue, const Annexes& annexes, const Titles& titles,
          const CitationContext& context, std::string_view text, std::vector<Element> elements,
          std::vector<Citation>& out) {
    Text(catalogue, annexes, titles, context, text, std::move(elements), out).run();
}

}  // namespace clausemark::citations
