// SPDX-License-Identifier: Apache-2.0
// Texts that are written twice, and copies that came to say different things: the clusters of the store
// (Store::duplicates), each as one finding where its copies contradict each other nowhere, else as one
// finding for each value or duty that differs, on the copy that may go. What somebody marked as intended is
// suppressed.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "indexer/checks/checks.h"
#include "indexer/checks/control_settings.h"
#include "indexer/drift/drift.h"
#include "indexer/duplicates/keep.h"
#include "indexer/pages/attributes.h"
#include "indexer/pages/print_page.h"
#include "parser/core/limits.h"
#include "parser/formats/formats.h"

namespace clausemark {
namespace {

constexpr std::size_t clusters_a_query = 200;
constexpr std::size_t told_copies = 5;  // related places of one finding; its message says how many there are

/// Differences that contradict each other: two values or duties, or a "not" on one side. Names of roles often
/// differ because two texts of one form are about two subjects, and what one copy leaves out contradicts
/// nothing: both are left to `clausemark duplicates`.
bool contradicts(const Difference& difference) {
    switch (difference.kind) {
        case DriftKind::negation:
            return true;
        case DriftKind::duration:
        case DriftKind::deadline:
        case DriftKind::frequency:
        case DriftKind::quantity:
        case DriftKind::modality:
            return !difference.left_words.empty() && !difference.right_words.empty();
        default:
            return false;
    }
}

/// Differing words up to this share of a sentence: with more, a "not" belongs to another statement rather
/// than to a copy of the same one.
constexpr std::size_t differing_of = 3;

std::size_t bytes_of(const std::vector<Span>& words) {
    std::size_t bytes = 0;
    for (const Span word : words) bytes += word.size();
    return bytes;
}

/// Whether two sentences are one but for a few words.
bool say_nearly_the_same(const Drift& drift, const DriftPair& pair) {
    const auto few = [](const std::vector<Span>& words, const DriftSentence& sentence) {
        return bytes_of(words) * differing_of <= sentence.span.size();
    };
    if (pair.left == no_sentence || pair.right == no_sentence) return false;
    return few(pair.left_words, drift.left[pair.left]) && few(pair.right_words, drift.right[pair.right]);
}

/// Rows of a table whose first cells differ are about two things.
bool rows_of_two_things(const DriftPassage& left, const DriftPassage& right) {
    if (left.kind != PassageKind::table_row || right.kind != PassageKind::table_row) return false;
    const auto key = [](std::string_view row) { return row.substr(0, row.find('\t')); };
    return key(left.text) != key(right.text);
}

/// Words of a title but those that say which type of document it is.
std::set<std::string> subject_of(std::string_view title) {
    std::set<std::string> words;
    std::string word;
    for (const char c : lower(title) + " ") {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
        if (letter) word += c;
        if (letter || word.empty()) continue;
        words.insert(word);
        word.clear();
    }
    for (const DocumentType& type : ControlSettings::shipped().types)
        for (const std::string& name : type.names) words.erase(name);
    return words;
}

/// "Lead delivery manager" and "Senior delivery manager": pages of one form about two subjects, whose values
/// differ on purpose. The titles share half of their words or more, and each has one that the other lacks.
bool about_two_subjects(std::string_view a, std::string_view b) {
    const auto left = subject_of(a);
    const auto right = subject_of(b);
    std::vector<std::string> shared;
    std::ranges::set_intersection(left, right, std::back_inserter(shared));
    const std::size_t all = left.size() + right.size() - shared.size();
    return shared.size() < left.size() && shared.size() < right.size() && 2 * shared.size() >= all;
}

/// "must not be kept" beside "must be kept": the negation alone was put in. Where differing words follow it
/// ("Don't worry: ..."), it belongs to them, and what the other copy says is not denied.
bool denies_alone(const std::vector<Span>& negation, const std::vector<Span>& differing) {
    return std::ranges::all_of(negation, [&](Span word) {
        return std::ranges::none_of(differing,
                                    [&](Span run) { return run.begin <= word.begin && word.end < run.end; });
    });
}

/// A page with its text, to find places in it.
struct Side {
    PageRecord record;
    Document document;
    std::vector<std::uint32_t> numbers;  ///< of the passages compared
    std::vector<DriftPassage> passages;
};

class Copies {
  public:
    Copies(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out)
        : store_(wiki.store), context_(context), out_(out), drift_(context.rules) {}

    Status run() {
        const auto decisions = store_.decisions();
        if (!decisions) return decisions.why();
        for (const Decision& decision : *decisions) decided_.emplace(decision.key, decision);
        DuplicateQuery query;
        query.min_similarity = context_.config.duplicate_similarity;
        query.decided = true;
        query.limit = clusters_a_query;
        for (;;) {
            auto clusters = store_.duplicates(query);
            if (!clusters) return clusters.why();
            for (const DuplicateCluster& cluster : *clusters)
                if (const auto done = report(cluster); !done) return done.why();
            if (clusters->size() < query.limit) return Done{};
            query.after = std::move(clusters->back());
        }
    }

  private:
    Status report(const DuplicateCluster& cluster) {
        if (cluster.members.size() < 2) return Done{};
        const Suggestion keep = suggest(cluster.members);
        const std::size_t before = out_.size();
        for (const DuplicateRegion& region : cluster.regions)
            if (region.drift.weight > 0)
                if (const auto done = report_differences(cluster, region, keep); !done) return done.why();
        if (out_.size() == before) report_twice(cluster, keep);
        return Done{};
    }

    static FindingPlace place_of(const DuplicateMember& member) {
        FindingPlace place;
        place.document = member.document.id;
        place.title = member.document.attributes.title;
        place.passage = member.begin;
        return place;
    }

    void report_twice(const DuplicateCluster& cluster, const Suggestion& keep) {
        const DuplicateMember& kept = cluster.members[keep.member];
        // The first copy that may go; one on the same page as the kept one too.
        const std::size_t other = keep.member == 0 ? 1 : 0;
        const DuplicateMember& here = cluster.members[other];
        Finding made = finding_on(here.document, check_codes::text_written_twice, {}, {});
        made.at = place_of(here);
        made.subject = kept.document.id.wiki + "/" + kept.document.id.key;
        const bool same_page = here.document.id == kept.document.id;
        made.message =
            fmt::format("from here {} words stand also {} \"{}\"{}", cluster.words,
                        same_page ? "further on, in" : "in", kept.document.attributes.title,
                        cluster.documents > 2 ? fmt::format(" and on {} more page{}", cluster.documents - 2,
                                                            cluster.documents == 3 ? "" : "s")
                                              : "");
        made.hint = fmt::format(
            "{}keep it in one place ({}: {}) and link to it; if both must stay: clausemark decisions add {}",
            keep.may_be_intended ? "one may restate the other; else " : "", kept.document.attributes.title,
            keep.reason, cluster.id);
        for (std::size_t i = 0; i < cluster.members.size() && made.related.size() < told_copies; ++i) {
            if (i == other) continue;
            RelatedPlace place;
            static_cast<FindingPlace&>(place) = place_of(cluster.members[i]);
            place.message = i == keep.member ? "the copy to keep" : "another copy";
            made.related.push_back(std::move(place));
        }
        if (cluster.decision) made.suppressed = {Suppression::By::decision, cluster.decision->reason};
        out_.push_back(std::move(made));
    }

    /// The member that stands for a copy: the one to keep where it is of this copy.
    static const DuplicateMember& member_of(const DuplicateCluster& cluster, std::uint32_t copy,
                                            const Suggestion& keep) {
        if (cluster.members[keep.member].copy == copy) return cluster.members[keep.member];
        return *std::ranges::find(cluster.members, copy, &DuplicateMember::copy);
    }

    Result<Side> side_of(const DuplicateMember& member) {
        Side side;
        const auto pages =
            store_.pages(std::span(&member.document.id, 1), {.source = true, .passages = true});
        if (!pages) return pages.why();
        if (pages->empty()) return side;  // removed since
        side.record = pages->front();
        side.document = read_page(side.record.document.attributes.format, side.record.source);
        return side;
    }

    void choose(Side& side, std::uint32_t begin, std::uint32_t end) const {
        const auto& passages = side.record.passages;
        for (std::uint32_t i = begin; i < std::min<std::size_t>(end, passages.size()); ++i) {
            const PassageRecord& passage = passages[i];
            if (!is_compared(passages, i, context_.config)) continue;
            side.numbers.push_back(i);
            side.passages.push_back({passage.text, passage.kind,
                                     passage.lead_in < passages.size()
                                         ? std::string_view(passages[passage.lead_in].text)
                                         : std::string_view()});
        }
    }

    Status report_differences(const DuplicateCluster& cluster, const DuplicateRegion& region,
                              const Suggestion& keep) {
        const DuplicateMember& a = member_of(cluster, region.a, keep);
        const DuplicateMember& b = member_of(cluster, region.b, keep);
        const bool a_goes = &b == &cluster.members[keep.member];
        auto left = side_of(a_goes ? a : b);
        if (!left) return left.why();
        auto right = side_of(a_goes ? b : a);
        if (!right) return right.why();
        const Region& place = region.region;
        choose(*left, a_goes ? place.a_begin : place.b_begin, a_goes ? place.a_end : place.b_end);
        choose(*right, a_goes ? place.b_begin : place.a_begin, a_goes ? place.b_end : place.a_end);
        const Drift drift = drift_.compare(left->passages, right->passages);
        std::size_t told = 0;
        for (const Difference& difference : drift.differences) {
            if (!contradicts(difference) || !of_one_statement(*left, *right, drift, difference)) continue;
            if (++told > limits::findings_of_a_kind) break;
            out_.push_back(finding_of(*left, *right, drift, difference, region, cluster));
        }
        return Done{};
    }

    /// Whether the difference lies in a sentence that is otherwise the same, of the same thing.
    static bool of_one_statement(const Side& left, const Side& right, const Drift& drift,
                                 const Difference& difference) {
        const DriftPair& pair = drift.pairs[difference.pair];
        if (!say_nearly_the_same(drift, pair)) return false;
        if (about_two_subjects(left.record.document.attributes.title, right.record.document.attributes.title))
            return false;
        const DriftPassage& here = left.passages[drift.left[pair.left].passage];
        const DriftPassage& there = right.passages[drift.right[pair.right].passage];
        if (rows_of_two_things(here, there)) return false;
        // Rows that differ in other cells too are two states of a register.
        if (here.kind == PassageKind::table_row &&
            (bytes_of(pair.left_words) > bytes_of(difference.left_words) ||
             bytes_of(pair.right_words) > bytes_of(difference.right_words)))
            return false;
        return difference.kind != DriftKind::negation ||
               (denies_alone(difference.left_words, pair.left_words) &&
                denies_alone(difference.right_words, pair.right_words));
    }

    /// Where a difference stands on one side: its words, else its sentence.
    static FindingPlace place_of(const Side& side, const std::vector<DriftSentence>& sentences,
                                 std::uint32_t sentence, const std::vector<Span>& words) {
        FindingPlace place;
        place.document = side.record.document.id;
        place.title = side.record.document.attributes.title;
        if (sentence == no_sentence) return place;
        const DriftSentence& where = sentences[sentence];
        std::uint32_t number = side.numbers[where.passage];
        if (where.in_lead_in) number = side.record.passages[number].lead_in;
        const std::uint32_t begin = side.record.passages[number].span.begin;
        Span span = words.empty() ? where.span : cover(words.front(), words.back());
        span = {begin + span.begin, begin + span.end};
        place.passage = number;
        place.source = to_source(side.document, span);
        return place;
    }

    Finding finding_of(const Side& left, const Side& right, const Drift& drift, const Difference& difference,
                       const DuplicateRegion& region, const DuplicateCluster& cluster) const {
        const DriftPair& pair = drift.pairs[difference.pair];
        Finding made = finding_on(left.record.document, check_codes::copies_differ, {}, {});
        made.at = place_of(left, drift.left, pair.left, difference.left_words);
        made.subject = right.record.document.id.wiki + "/" + right.record.document.id.key;
        std::string what = difference.explanation;
        if (what.ends_with('.')) what.pop_back();
        made.message = fmt::format("this text and its copy in \"{}\" say different things: {}",
                                   right.record.document.attributes.title, what);
        const std::string key = fmt::format("{:016x}", difference.key);
        made.hint = fmt::format(
            "make both say the same, or keep one and link to it; if it must differ: clausemark decisions add "
            "{}",
            key);
        RelatedPlace there;
        static_cast<FindingPlace&>(there) = place_of(right, drift.right, pair.right, difference.right_words);
        there.message = "the other copy says";
        made.related.push_back(std::move(there));
        for (const std::string& decided : {key, region.key, cluster.id})
            if (const auto found = decided_.find(decided); found != decided_.end() && !made.suppressed)
                made.suppressed = {Suppression::By::decision, found->second.reason};
        return made;
    }

    Store& store_;
    const CheckContext& context_;
    std::vector<Finding>& out_;
    DriftFinder drift_;
    std::map<std::string, Decision> decided_;
};

}  // namespace

Status check_copies(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out) {
    return Copies(wiki, context, out).run();
}

}  // namespace clausemark
