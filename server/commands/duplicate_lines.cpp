// SPDX-License-Identifier: Apache-2.0
// Documents in, pairs out, one line each. See duplicate_lines.h.
#include "server/commands/duplicate_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "indexer/duplicates/join.h"
#include "parser/formats/formats.h"
#include "server/commands/commands.h"
#include "server/commands/record_lines.h"

namespace clausemark {
namespace {

/// The pairs, or nothing after it was said why.
std::optional<std::vector<SetPair>> pairs_or_report(const ShingleSets& sets, Threshold threshold,
                                                    std::uint32_t most) {
    std::vector<SetPair> pairs;
    const JoinEnd end = join(sets, threshold, [&](const SetPair& pair) {
        if (pairs.size() == most) return false;
        pairs.push_back(pair);
        return true;
    });
    if (end == JoinEnd::stopped)
        wrong_use(fmt::format("there are more than {} pairs; raise --min-similarity or --max-pairs", most));
    if (end == JoinEnd::too_dense)
        wrong_use("the documents are made of too few different words to be compared; raise --min-similarity");
    if (end != JoinEnd::complete) return std::nullopt;
    std::sort(pairs.begin(), pairs.end(), [](const SetPair& a, const SetPair& b) {
        return std::pair(a.first, a.second) < std::pair(b.first, b.second);
    });
    return pairs;
}

}  // namespace

int duplicate_lines(Threshold threshold, std::uint32_t most) {
    std::vector<std::string> ids;  // as JSON
    ShingleSets sets;
    std::vector<Word> words;
    std::vector<Shingle> shingles;
    const auto take = [&](const Json& id, Record&& record) {
        // Plain text is compared as it stands; of any other format the visible text.
        const std::string text = record.format == Format::plain
                                     ? std::move(record.text)
                                     : read_page(record.format, std::move(record.text)).text;
        words.clear();
        append_words(text, words);
        make_shingles(words, shingles);
        sets.add(shingles);
        ids.push_back(write_json(id));
    };
    const auto finish = [&] {
        const auto pairs = pairs_or_report(sets, threshold, most);
        if (!pairs) return exit_failure;
        for (const SetPair& pair : *pairs) {
            const std::size_t a = sets[pair.first].size(), b = sets[pair.second].size();
            answer_line({{"a", Json::parse(ids[pair.first])},
                         {"b", Json::parse(ids[pair.second])},
                         {"similarity", similarity(pair.overlap, a, b)},
                         {"containment", containment(pair.overlap, a, b)}});
        }
        return exit_fine;
    };
    return for_each_record(take, finish);
}

}  // namespace clausemark
