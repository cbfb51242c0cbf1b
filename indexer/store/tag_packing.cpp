// SPDX-License-Identifier: Apache-2.0
// Clauses, other texts, tags: each list behind its length. See tag_packing.h.
#include "indexer/store/tag_packing.h"

#include <algorithm>
#include <bit>
#include <unordered_map>

#include "indexer/store/packing.h"

namespace clausemark {
namespace {

/// Added to the strength of a tag that counts as a mention.
constexpr std::uint64_t named_mark = 4;

void put(std::string& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out += static_cast<char>(0x80 | (value & 0x7f));
    out += static_cast<char>(value);
}

void put(std::string& out, Span span) {
    put(out, span.begin);
    put(out, span.end - span.begin);
}

/// Texts, each once, in order; refers to those that it was given.
class Texts {
  public:
    /// A number by which place_of() knows it again.
    std::size_t add(std::string_view text) {
        return numbers_.try_emplace(text, numbers_.size()).first->second;
    }
    /// Writes them all. Nothing is added afterwards.
    void put_to(std::string& out) {
        std::vector<std::pair<std::string_view, std::size_t>> sorted(numbers_.begin(), numbers_.end());
        std::ranges::sort(sorted);
        places_.resize(sorted.size());
        put(out, sorted.size());
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            places_[sorted[i].second] = i;
            put(out, sorted[i].first.size());
            out += sorted[i].first;
        }
    }
    std::size_t place_of(std::size_t number) const { return places_[number]; }

  private:
    std::unordered_map<std::string_view, std::size_t> numbers_;
    std::vector<std::size_t> places_;  ///< by number
};

/// Reads what was put; after a fault everything is empty and `good` false.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes(1).empty() ? '\0' : last_.front());
            value |= std::uint64_t{byte & 0x7fu} << shift;
            if (byte < 0x80) return value;
        }
        good = false;
        return 0;
    }
    std::uint32_t small() {
        const std::uint64_t value = number();
        good = good && value <= 0xffffffff;
        return static_cast<std::uint32_t>(value);
    }
    /// Of items that take a byte each at least.
    std::size_t count() {
        const std::uint64_t value = number();
        good = good && value <= rest_.size();
        return good ? value : 0;
    }
    std::string_view bytes(std::size_t size) {
        good = good && size <= rest_.size();
        last_ = rest_.substr(0, good ? size : 0);
        rest_.remove_prefix(last_.size());
        return last_;
    }
    std::vector<std::string> texts() {
        std::vector<std::string> found;
        for (std::size_t left = count(); left > 0 && good; --left) found.emplace_back(bytes(count()));
        return found;
    }
    const std::string& text_of(const std::vector<std::string>& texts) {
        static const std::string none;
        const std::uint64_t place = number();
        good = good && place < texts.size();
        return good ? texts[place] : none;
    }
    template <typename Enum>
    Enum value(Enum last) {
        const std::uint64_t value = number();
        good = good && value <= static_cast<std::uint64_t>(last);
        return good ? static_cast<Enum>(value) : Enum{};
    }
    Span span() {
        const std::uint32_t begin = small();
        return {begin, begin + small()};
    }

    bool at_end() const { return rest_.empty(); }

    bool good = true;

  private:
    std::string_view rest_;
    std::string_view last_;
};

}  // namespace

std::string pack_tags(std::span<const TagRecord* const> tags) {
    struct Numbers {
        std::size_t clause, rule, aspects;
    };
    Texts clauses;
    Texts texts;
    std::vector<Numbers> numbers;
    std::vector<std::string> aspects;
    numbers.reserve(tags.size());
    aspects.reserve(tags.size());
    for (const TagRecord* tag : tags) {
        const std::string_view packed =
            tag->aspects.empty() ? std::string_view() : aspects.emplace_back(pack(tag->aspects));
        numbers.push_back({clauses.add(tag->clause), texts.add(tag->rule), texts.add(packed)});
    }
    std::string out;
    clauses.put_to(out);
    texts.put_to(out);
    put(out, tags.size());
    std::uint32_t passage = 0;
    for (std::size_t i = 0; i < tags.size(); ++i) {
        const TagRecord& tag = *tags[i];
        put(out, tag.passage - passage);
        passage = tag.passage;
        put(out, clauses.place_of(numbers[i].clause));
        put(out, texts.place_of(numbers[i].rule));
        put(out, texts.place_of(numbers[i].aspects));
        put(out, static_cast<std::uint64_t>(tag.strength) + (tag.named ? named_mark : 0));
        put(out, static_cast<std::uint64_t>(tag.standing));
        const auto score = std::bit_cast<std::uint64_t>(tag.score);
        for (int shift = 0; shift < 64; shift += 8)
            out += static_cast<char>(static_cast<unsigned char>(score >> shift));
        put(out, tag.evidence.size());
        for (const Place& place : tag.evidence) {
            put(out, place.text);
            put(out, place.source);
        }
    }
    return out;
}

std::optional<std::vector<TagRecord>> unpack_tags(std::string_view bytes) {
    Reader in(bytes);
    const std::vector<std::string> clauses = in.texts();
    const std::vector<std::string> texts = in.texts();
    std::vector<TagRecord> tags(in.count());
    std::uint32_t passage = 0;
    for (TagRecord& tag : tags) {
        passage += in.small();
        tag.passage = passage;
        tag.clause = in.text_of(clauses);
        tag.rule = in.text_of(texts);
        tag.aspects = unpack_words(in.text_of(texts));
        const std::uint64_t strength = in.number();
        in.good = in.good && strength <= named_mark + static_cast<std::uint64_t>(Strength::commitment);
        tag.named = strength >= named_mark;
        tag.strength = static_cast<Strength>(strength % named_mark);
        tag.standing = in.value(Standing::rejected);
        std::uint64_t score = 0;
        const std::string_view eight = in.bytes(8);
        for (std::size_t i = 0; i < eight.size(); ++i)
            score |= std::uint64_t{static_cast<unsigned char>(eight[i])} << (8 * i);
        tag.score = std::bit_cast<double>(score);
        tag.evidence.resize(in.count());
        for (Place& place : tag.evidence) {
            place.text = in.span();
            place.source = in.span();
        }
        if (!in.good) return std::nullopt;
    }
    return in.good ? std::optional(std::move(tags)) : std::nullopt;
}

std::string pack_said(const std::vector<Said>& said) {
    std::string out;
    for (const Said& s : said) {
        put(out, static_cast<std::uint64_t>(s.verdict) + (s.stale ? 2u : 0u) + (s.in_page ? 4u : 0u));
        for (const std::string& text : {s.who, s.when, s.reason, s.key}) {
            put(out, text.size());
            out += text;
        }
    }
    return out;
}

std::optional<std::vector<Said>> unpack_said(std::string_view bytes) {
    Reader in(bytes);
    std::vector<Said> said;
    while (in.good && !in.at_end()) {
        Said s;
        const std::uint64_t marks = in.number();
        in.good = in.good && marks < 8;
        s.verdict = (marks & 1) != 0 ? Verdict::rejected : Verdict::confirmed;
        s.stale = (marks & 2) != 0;
        s.in_page = (marks & 4) != 0;
        for (std::string* text : {&s.who, &s.when, &s.reason, &s.key}) *text = in.bytes(in.count());
        said.push_back(std::move(s));
    }
    return in.good ? std::optional(std::move(said)) : std::nullopt;
}

std::optional<std::vector<std::string>> clauses_of_tags(std::string_view bytes) {
    Reader in(bytes);
    std::vector<std::string> clauses = in.texts();
    return in.good ? std::optional(std::move(clauses)) : std::nullopt;
}

}  // namespace clausemark
