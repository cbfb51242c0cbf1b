// SPDX-License-Identifier: Apache-2.0
// See word_doubt.h. A page asks for many tags of few rules in few places: what was found out of a place, or a
// rule in it is remembered while the page stays there.
#include "indexer/matcher/word_doubt.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace clausemark {
namespace {

/// A heading is a line. One that is a book must not cost its length again in each section below it.
constexpr std::uint32_t heading_bytes = 500;

/// The words of the first line's worth of a heading.
std::span<const Token> line_of(std::span<const Token> heading) {
    if (heading.empty()) return heading;
    const std::uint32_t limit = heading.front().span.begin + heading_bytes;
    while (heading.back().span.end > limit) heading = heading.first(heading.size() - 1);
    return heading;
}

constexpr double not_asked = -1;

/// A subject is clearly likelier than a clause where the logarithm of how much it is comes to this.
constexpr double clear_lead = 0.5;

}  // namespace

WordDoubt::WordDoubt(const RuleSet& rules, PassageReader& passages) : rules_(rules), passages_(passages) {
    std::size_t clauses = 0;
    for (const Standard& standard : rules.catalogue().standards())
        clauses = std::max(clauses, standard.clauses.size());
    most_ = std::log2(1 + static_cast<double>(clauses));
}

void WordDoubt::begin_page(const Document& document, std::string_view title,
                           const std::vector<std::string>& headings) {
    document_ = &document;
    title_ = title;
    outer_ = &headings;
    outer_known_ = false;
    passage_.known = section_.known = false;
}

/// The headings above and the title.
void WordDoubt::read_above(std::uint32_t heading, std::vector<std::uint32_t>& rows) {
    const WordProfiles& profiles = rules_.profiles();
    for (; heading != no_passage; heading = document_->passages[heading].heading)
        profiles.look_up(line_of(passages_.tokens_of(heading)), rows);
    if (!outer_known_) {
        outer_known_ = true;
        outer_rows_.clear();
        for (const std::string& outer : *outer_)
            profiles.look_up(line_of(passages_.tokens_of(outer)), outer_rows_);
        profiles.look_up(line_of(passages_.tokens_of(title_)), outer_rows_);
    }
    rows.insert(rows.end(), outer_rows_.begin(), outer_rows_.end());
}

/// What stands directly under one heading, around the passage `inside`.
void WordDoubt::read_section(std::uint32_t heading, std::uint32_t inside, std::vector<std::uint32_t>& rows) {
    const auto& passages = document_->passages;
    std::uint32_t first = inside;
    while (first > 0 && passages[first - 1].heading == heading) --first;
    std::uint32_t last = inside + 1;
    while (last < passages.size() && passages[last].heading == heading) ++last;
    rules_.profiles().look_up(passages_.tokens_of(first, last), rows);
    read_above(heading, rows);
}

void WordDoubt::weigh(Place& place) {
    place.empty = rules_.profiles().weigh(place.rows, place.weights) <= 0;
    place.doubts.assign(rules_.rules().size(), not_asked);
    place.subjects_known = false;
}

/// How often the number of likelier clauses doubled: the logarithm of the place, to base 2. Neighbours that
/// the rule names as related are no other subject.
double WordDoubt::doubt(Place& place, std::uint32_t rule) const {
    if (place.empty) return 0;
    double& known = place.doubts[rule];
    if (known >= 0) return known;
    const Catalogue& catalogue = rules_.catalogue();
    const RuleInfo& info = rules_.rules()[rule];
    const std::vector<double>& weights = place.weights;
    std::ptrdiff_t fewest = -1;
    for (const ClauseIndex clause : info.clauses) {
        const double own = weights[clause];
        const auto likelier = [&](double weight) { return weight > own; };
        const StandardIndex standard = catalogue.clause(clause).standard;
        // Clauses of a standard follow each other.
        const auto& all = catalogue.standards()[standard].clauses;
        std::ptrdiff_t count =
            std::count_if(weights.begin() + all.front(), weights.begin() + all.back() + 1, likelier);
        for (auto related = info.related.begin(); related != info.related.end() && count > 0; ++related) {
            const auto same = [&](const RelatedClause& other) { return other.clause == related->clause; };
            if (catalogue.clause(related->clause).standard == standard &&
                likelier(weights[related->clause]) && std::none_of(info.related.begin(), related, same))
                --count;
        }
        if (fewest < 0 || count < fewest) fewest = count;
    }
    return known = fewest <= 0 ? 0 : std::log2(1 + static_cast<double>(fewest));
}

WordDoubt::Place& WordDoubt::enter_passage(std::uint32_t passage) {
    if (!passage_.known || passage_.number != passage) {
        passage_.known = true;
        passage_.number = passage;
        passage_.rows.clear();
        rules_.profiles().look_up(passages_.tokens_of(passage), passage_.rows);
        weigh(passage_);
    }
    return passage_;
}

WordDoubt::Place& WordDoubt::enter_section(std::uint32_t passage) {
    const std::uint32_t heading = document_->passages[passage].heading;
    if (!section_.known || section_.number != heading) {
        section_.known = true;
        section_.number = heading;
        section_.rows.clear();
        read_section(heading, passage, section_.rows);
        weigh(section_);
    }
    return section_;
}

double WordDoubt::in_passage(std::uint32_t rule, std::uint32_t passage) {
    return doubt(enter_passage(passage), rule);
}
double WordDoubt::in_section(std::uint32_t rule, std::uint32_t passage) {
    return doubt(enter_section(passage), rule);
}

bool WordDoubt::of_a_subject(std::uint32_t rule, std::uint32_t passage) {
    Place& place = enter_passage(passage);
    if (place.empty) return false;
    const WordProfiles& profiles = rules_.profiles();
    if (!place.subjects_known) {
        place.subjects_known = true;
        place.subject = profiles.weigh_subjects(place.rows);
    }
    return std::ranges::all_of(rules_.rules()[rule].clauses, [&](ClauseIndex clause) {
        return profiles.lead(place.subject, clause, place.weights[clause]) > clear_lead;
    });
}

}  // namespace clausemark
