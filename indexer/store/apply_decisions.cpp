// SPDX-License-Identifier: Apache-2.0
// Finding marked passages and applying what people said. See apply_decisions.h.
#include "indexer/store/apply_decisions.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "indexer/duplicates/print.h"
#include "indexer/hash/sha256.h"
#include "parser/core/limits.h"
#include "parser/text/words.h"

namespace clausemark {
namespace {

std::uint64_t words_hash(std::string_view text, std::vector<Word>& words) {
    words.clear();
    append_words(text, words);
    std::uint64_t hash = 0;
    for (const Word& word : words) hash = mixed(hash, word.value);
    return hash;
}

/// A tag that a person may confirm: it shows words.
bool has_words(const TagRecord& tag) {
    return !tag.evidence.empty() && tag.strength != Strength::none;
}
bool counts(const TagRecord& tag) {
    return tag.suggested || tag.named;
}

/// Rejections come last, and must not be lost behind many confirmations.
void say(TagRecord& tag, const Said& said) {
    if (tag.said.size() < limits::said_of_a_tag)
        tag.said.push_back(said);
    else if (said.verdict == Verdict::rejected && tag.said.back().verdict == Verdict::confirmed)
        tag.said.back() = said;
}

/// Indexes of tags by clause, each list in the order of passages: what a verdict speaks of is found without
/// looking at every tag.
class TagsByClause {
  public:
    explicit TagsByClause(const std::vector<TagRecord>& tags) : tags_(tags) {
        for (std::size_t i = 0; i < tags.size(); ++i) lists_[tags[i].clause].push_back(i);
    }
    /// Calls `visit` for the indexes of the clause's tags ("": of every clause) in passages [begin, end).
    template <typename Visit>
    void in(const std::string& clause, std::uint32_t begin, std::uint32_t end, Visit visit) const {
        const auto among = [&](const auto& list, auto tag_of) {
            auto at =
                std::ranges::lower_bound(list, begin, {}, [&](const auto& i) { return tag_of(i).passage; });
            for (; at != list.end() && tag_of(*at).passage < end; ++at) visit(&tag_of(*at) - tags_.data());
        };
        if (clause.empty()) {
            among(tags_, [](const TagRecord& tag) -> const TagRecord& { return tag; });
        } else if (const auto list = lists_.find(clause); list != lists_.end()) {
            among(list->second, [this](std::size_t i) -> const TagRecord& { return tags_[i]; });
        }
    }

  private:
    const std::vector<TagRecord>& tags_;
    std::unordered_map<std::string_view, std::vector<std::size_t>> lists_;
};

void apply(PageVerdict& verdict, const TagsByClause& by_clause, std::vector<TagRecord>& tags) {
    const bool one_passage = verdict.end == verdict.begin + 1;
    verdict.tags = 0;
    by_clause.in(verdict.clause, verdict.begin, verdict.end, [&](std::ptrdiff_t index) {
        TagRecord& tag = tags[static_cast<std::size_t>(index)];
        const bool may = verdict.verdict == Verdict::confirmed && one_passage
                             ? has_words(tag)
                             : counts(tag) || !tag.said.empty();
        if (!may) return;
        ++verdict.tags;
        if (verdict.stale && verdict.verdict == Verdict::rejected) return;
        say(tag, {verdict.verdict, verdict.stale, true, verdict.who, verdict.when, verdict.reason, ""});
    });
}

void apply(Decision& decision, std::span<const PassageMark> marks, const TagsByClause& by_clause,
           std::vector<TagRecord>& tags) {
    TagSubject& subject = *decision.tag;
    subject.outcome = DecisionOutcome::gone;
    subject.passage = no_passage;
    const auto place = locate(subject.mark, marks);
    if (!place) return;
    subject.passage = place->passage;
    subject.outcome = place->changed ? DecisionOutcome::stale : DecisionOutcome::no_tag;
    by_clause.in(subject.clause, place->passage, place->passage + 1, [&](std::ptrdiff_t index) {
        TagRecord& tag = tags[static_cast<std::size_t>(index)];
        const bool confirms = subject.verdict == Verdict::confirmed;
        if (!(confirms ? has_words(tag) : counts(tag) || !tag.said.empty())) return;
        if (!place->changed) subject.outcome = DecisionOutcome::holds;
        if (place->changed && !confirms) return;
        say(tag, {subject.verdict, place->changed, false, decision.who, decision.when, decision.reason,
                  decision.key});
    });
}

/// What holds of all that was said.
void settle(TagRecord& tag) {
    if (tag.said.empty()) return;
    std::ranges::stable_sort(tag.said, [](const Said& a, const Said& b) {
        const auto rank = [](const Said& s) {
            return std::tuple(s.verdict == Verdict::confirmed, s.stale, !s.in_page);
        };
        return rank(a) < rank(b);
    });
    const Said& first = tag.said.front();
    tag.state = first.verdict == Verdict::rejected ? TagState::rejected
                : first.stale                      ? TagState::stale
                                                   : TagState::confirmed;
    if (tag.state == TagState::rejected) tag.shown = false;
    if (tag.state == TagState::confirmed) tag.shown = true;
}

}  // namespace

std::string tag_key(const DocumentKey& document, const std::string& clause, const PassageMark& mark) {
    Sha256 hash;
    for (const std::string_view field : {std::string_view("tag"), std::string_view(document.wiki),
                                         std::string_view(document.key), std::string_view(clause)})
        hash.add_field(field);
    hash.add_field(std::to_string(mark.words) + " " + std::to_string(mark.heading) + " " +
                   std::to_string(mark.repeat));
    return hash.finish().substr(0, 16);
}

std::vector<PassageMark> passage_marks(std::span<const PassageRecord> passages) {
    std::vector<PassageMark> marks(passages.size());
    std::unordered_map<std::uint64_t, std::uint32_t> repeats;
    std::vector<Word> words;
    for (std::size_t i = 0; i < passages.size(); ++i) {
        marks[i].words = words_hash(passages[i].text, words);
        marks[i].repeat = repeats[marks[i].words]++;
        if (passages[i].heading < i) marks[i].heading = marks[passages[i].heading].words;
        if (i == 0) continue;
        marks[i].before = marks[i - 1].words;
        marks[i - 1].behind = marks[i].words;
    }
    return marks;
}

std::string words_text(const PassageMark& mark) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 32; shift -= 4) text += digits[mark.words >> shift & 15];
    return text;
}

std::optional<Located> locate(const PassageMark& mark, std::span<const PassageMark> page) {
    const auto around = [&](const PassageMark& other) {
        return (other.before == mark.before ? 1 : 0) + (other.behind == mark.behind ? 1 : 0) +
               (other.heading == mark.heading ? 1 : 0);
    };
    const auto moved = [&](const PassageMark& other) {
        return other.repeat > mark.repeat ? other.repeat - mark.repeat : mark.repeat - other.repeat;
    };
    std::optional<std::uint32_t> best;
    std::optional<std::uint32_t> changed;
    for (std::uint32_t i = 0; i < page.size(); ++i) {
        const PassageMark& other = page[i];
        if (other.words == mark.words) {
            if (!best || std::tuple(-around(other), moved(other)) <
                             std::tuple(-around(page[*best]), moved(page[*best])))
                best = i;
            continue;
        }
        // The neighbours themselves are no changed form of what stood between them.
        if (other.words == mark.before || other.words == mark.behind) continue;
        const bool between = other.before == mark.before && other.behind == mark.behind;
        const bool beside = (mark.before != 0 && other.before == mark.before) ||
                            (mark.behind != 0 && other.behind == mark.behind);
        if (!between && !(beside && other.heading == mark.heading)) continue;
        if (!changed || around(other) > around(page[*changed])) changed = i;
    }
    if (best) return Located{*best, false};
    if (changed) return Located{*changed, true};
    return std::nullopt;
}

std::vector<CoverageRow> coverage_of(const PageRecord& page) {
    struct Count {
        std::int64_t passages = 0;
        std::int64_t confirmed = 0;
    };
    std::map<std::tuple<std::string_view, std::string_view, Standing, Strength>, Count> counts_of;
    for (const TagRecord& tag : page.tags) {
        if (tag.state == TagState::rejected) {
            ++counts_of[{tag.clause, "", Standing::rejected, tag.strength}].passages;
            continue;
        }
        if (!tag.shown && !tag.named) continue;
        const auto add = [&](std::string_view aspect) {
            Count& count = counts_of[{tag.clause, aspect, tag.standing, tag.strength}];
            ++count.passages;
            count.confirmed += tag.state == TagState::confirmed ? 1 : 0;
        };
        add("");
        for (const std::string& aspect : tag.aspects) add(aspect);
    }
    for (const DeclaredClause& declared : page.declared)
        ++counts_of[{declared.clause, "", declared.standing, Strength::none}].passages;
    std::vector<CoverageRow> rows;
    rows.reserve(counts_of.size());
    for (const auto& [key, count] : counts_of) {
        const auto& [clause, aspect, standing, strength] = key;
        rows.push_back(
            {std::string(clause), std::string(aspect), standing, strength, count.passages, count.confirmed});
    }
    return rows;
}

void apply_decisions(PageRecord& page, std::span<Decision> decided) {
    for (TagRecord& tag : page.tags) {
        tag.state = TagState::suggested;
        tag.shown = tag.suggested;
        tag.said.clear();
    }
    if (!page.verdicts.empty() || !decided.empty()) {
        const TagsByClause by_clause(page.tags);
        std::vector<PassageMark> marks;
        if (!decided.empty()) marks = passage_marks(page.passages);
        // Confirmations first: what they bring up can be rejected.
        for (const Verdict verdict : {Verdict::confirmed, Verdict::rejected}) {
            for (PageVerdict& said : page.verdicts)
                if (said.verdict == verdict) apply(said, by_clause, page.tags);
            for (Decision& decision : decided)
                if (decision.tag->verdict == verdict) apply(decision, marks, by_clause, page.tags);
        }
        for (TagRecord& tag : page.tags) settle(tag);
    }
    page.coverage = coverage_of(page);
}

}  // namespace clausemark
