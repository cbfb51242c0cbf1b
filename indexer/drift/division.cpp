// SPDX-License-Identifier: Apache-2.0
// See division.h.
#include "indexer/drift/division.h"

#include <algorithm>
#include <unordered_map>

#include "parser/core/limits.h"

namespace clausemark::drift {
namespace {

constexpr std::uint32_t run = 3;         ///< words that are looked up together
constexpr std::uint32_t least_part = 4;  ///< words: shorter ones stand in any sentence

/// Sentences without an equal on the other side.
std::vector<std::uint32_t> open_sentences(const Side& side, const Side& other) {
    std::unordered_map<std::uint64_t, std::uint32_t> equal;
    for (const Sentence& sentence : other.sentences) ++equal[sentence.value];
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < side.sentences.size(); ++i) {
        const auto found = equal.find(side.sentences[i].value);
        if (found == equal.end() || found->second == 0) {
            open.push_back(i);
        } else {
            --found->second;
        }
    }
    return open;
}

std::uint64_t run_value(std::span<const Word> words, std::uint32_t at) {
    std::uint64_t value = 0;
    for (std::uint32_t i = at; i < at + run; ++i) value = mix(value, words[i].value);
    return value;
}

struct Place {
    std::uint32_t sentence = 0;
    std::uint32_t word = 0;
};

/// Where parts begin in a long sentence: words of it.
using Cuts = std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>;

class Finder {
  public:
    Finder(const Side& longer, const Side& shorter) : longer_(longer), shorter_(shorter) {
        for (const std::uint32_t sentence : open_sentences(longer, shorter)) {
            const auto words = longer.words_of(longer.sentences[sentence]);
            if (words.size() < 2 * least_part) continue;
            for (std::uint32_t at = 0; at + run <= words.size(); ++at) {
                auto& places = places_[run_value(words, at)];
                if (places.size() < limits::drift_postings) places.push_back({sentence, at});
            }
        }
    }

    Cuts find() {
        Cuts cuts;
        if (places_.empty()) return cuts;
        for (const std::uint32_t sentence : open_sentences(shorter_, longer_)) {
            const auto place = begin_of(shorter_.words_of(shorter_.sentences[sentence]));
            if (place.sentence != no_sentence) cuts[place.sentence].push_back(place.word);
        }
        for (auto& [sentence, words] : cuts) {
            std::sort(words.begin(), words.end());
            words.erase(std::unique(words.begin(), words.end()), words.end());
        }
        std::erase_if(cuts, [](const auto& entry) { return entry.second.size() < 2; });
        return cuts;
    }

  private:
    struct Hits {
        std::uint32_t runs = 0;
        std::uint32_t begin = 0;  ///< where the part begins, by its first run
    };

    /// The long sentence that holds most runs of these words, and more words than these.
    Place begin_of(std::span<const Word> words) {
        Place best{no_sentence, 0};
        if (words.size() < least_part) return best;
        hits_.clear();
        for (std::uint32_t at = 0; at + run <= words.size(); ++at) {
            const auto found = places_.find(run_value(words, at));
            if (found == places_.end()) continue;
            std::uint32_t last = no_sentence;
            for (const Place& place : found->second) {
                if (place.sentence == last) continue;
                last = place.sentence;
                Hits& hits = hits_[place.sentence];
                if (hits.runs++ == 0) hits.begin = place.word - std::min(place.word, at);
            }
        }
        std::size_t most = (words.size() - run + 1) / 2;  // half of its runs and more
        for (const auto& [sentence, hits] : hits_) {
            const Sentence& known = longer_.sentences[sentence];
            const bool longer = (known.words_end - known.words_begin) * 4 > words.size() * 5;
            const bool first = hits.runs == most && best.sentence != no_sentence && sentence < best.sentence;
            if (!longer || !(hits.runs > most || first)) continue;
            most = hits.runs;
            best = {sentence, hits.begin};
        }
        return best;
    }

    const Side& longer_;
    const Side& shorter_;
    std::unordered_map<std::uint64_t, std::vector<Place>> places_;
    std::unordered_map<std::uint32_t, Hits> hits_;
};

/// "a)" and "(12)" number a part and are no word of it.
bool is_marker(std::string_view text, const Word& word) {
    return word.span.size() <= 2 && word.span.end < text.size() && text[word.span.end] == ')';
}

/// The parts of a sentence, cut before the words given.
void add_parts(const Side& side, const Sentence& whole, const std::vector<std::uint32_t>& cuts,
               std::vector<Sentence>& out) {
    const std::string_view text = side.text_of(whole);
    Sentence part = whole;
    const auto close = [&](std::uint32_t end, std::uint32_t byte) {
        part.words_end = end;
        part.place.span.end = byte;
        part.value = 0;
        for (std::uint32_t i = part.words_begin; i < end; ++i)
            part.value = mix(part.value, side.words[i].value);
        out.push_back(part);
    };
    for (const std::uint32_t cut : cuts) {
        const std::uint32_t word = whole.words_begin + cut;
        const bool marked = word > part.words_begin && is_marker(text, side.words[word - 1]);
        const std::uint32_t end = marked ? word - 1 : word;
        if (end < part.words_begin + run) continue;
        close(end, side.words[end - 1].span.end);
        part.words_begin = word;
        part.place.span.begin = side.words[word].span.begin;
    }
    close(whole.words_end, whole.place.span.end);
}

void divide(Side& side, const Cuts& cuts) {
    if (cuts.empty()) return;
    std::vector<Sentence> sentences;
    for (std::uint32_t i = 0; i < side.sentences.size(); ++i) {
        const auto found = cuts.find(i);
        if (found == cuts.end()) {
            sentences.push_back(side.sentences[i]);
        } else {
            add_parts(side, side.sentences[i], found->second, sentences);
        }
    }
    side.sentences = std::move(sentences);
}

}  // namespace

void divide_alike(Side& left, Side& right) {
    const Cuts of_left = Finder(left, right).find();
    const Cuts of_right = Finder(right, left).find();
    divide(left, of_left);
    divide(right, of_right);
}

}  // namespace clausemark::drift
