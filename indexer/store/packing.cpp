// SPDX-License-Identifier: Apache-2.0
// Lists as one value of a row. See packing.h.
#include "indexer/store/packing.h"

#include <algorithm>

namespace clausemark {
namespace {

constexpr std::size_t place_bytes = 16;

void put(std::string& out, std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8)
        out += static_cast<char>(static_cast<unsigned char>(value >> shift));
}

std::uint32_t get(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

constexpr std::size_t shingle_bytes = 8;
constexpr std::size_t passage_bytes = 21;
constexpr std::size_t pair_bytes = 8;

void put_long(std::string& out, std::uint64_t value) {
    put(out, static_cast<std::uint32_t>(value));
    put(out, static_cast<std::uint32_t>(value >> 32));
}

std::uint64_t get_long(std::string_view bytes, std::size_t at) {
    return get(bytes, at) | std::uint64_t{get(bytes, at + 4)} << 32;
}

}  // namespace

std::string pack(const std::vector<Place>& places) {
    std::string out;
    out.reserve(places.size() * place_bytes);
    for (const Place& place : places)
        for (const std::uint32_t value :
             {place.text.begin, place.text.end, place.source.begin, place.source.end})
            put(out, value);
    return out;
}

std::optional<std::vector<Place>> unpack_places(std::string_view bytes) {
    if (bytes.size() % place_bytes != 0) return std::nullopt;
    std::vector<Place> places;
    places.reserve(bytes.size() / place_bytes);
    for (std::size_t at = 0; at < bytes.size(); at += place_bytes)
        places.push_back({{get(bytes, at), get(bytes, at + 4)}, {get(bytes, at + 8), get(bytes, at + 12)}});
    return places;
}

std::string pack(const std::vector<std::string>& words) {
    std::string out;
    std::size_t size = words.size();
    for (const std::string& word : words) size += word.size();
    out.reserve(size);
    for (const std::string& word : words) {
        out += word;
        std::replace(out.end() - static_cast<std::ptrdiff_t>(word.size()), out.end(), '\n', ' ');
        out += '\n';
    }
    return out;
}

std::vector<std::string> unpack_words(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::string pack(ShingleSet set) {
    std::string out;
    out.reserve(set.size() * shingle_bytes);
    for (const Shingle shingle : set) put_long(out, shingle);
    return out;
}

bool append_shingles(std::string_view bytes, std::vector<Shingle>& set) {
    if (bytes.size() % shingle_bytes != 0) return false;
    for (std::size_t at = 0; at < bytes.size(); at += shingle_bytes) set.push_back(get_long(bytes, at));
    return true;
}

std::string pack(const std::vector<StoredPassage>& passages) {
    std::string out;
    out.reserve(passages.size() * passage_bytes);
    for (const StoredPassage& passage : passages) {
        put_long(out, static_cast<std::uint64_t>(passage.set));
        put_long(out, passage.words_hash);
        put(out, passage.words);
        out += passage.left_out ? '\1' : '\0';
    }
    return out;
}

std::optional<std::vector<StoredPassage>> unpack_passages(std::string_view bytes) {
    if (bytes.size() % passage_bytes != 0) return std::nullopt;
    std::vector<StoredPassage> passages;
    passages.reserve(bytes.size() / passage_bytes);
    for (std::size_t at = 0; at < bytes.size(); at += passage_bytes)
        passages.push_back({static_cast<SetId>(get_long(bytes, at)), get_long(bytes, at + 8),
                            get(bytes, at + 16), bytes[at + 20] != '\0'});
    return passages;
}

std::string pack(const std::vector<AlignedPassages>& pairs) {
    std::string out;
    out.reserve(pairs.size() * pair_bytes);
    for (const AlignedPassages& pair : pairs) {
        put(out, pair.a);
        put(out, pair.b);
    }
    return out;
}

std::optional<std::vector<AlignedPassages>> unpack_pairs(std::string_view bytes) {
    if (bytes.size() % pair_bytes != 0) return std::nullopt;
    std::vector<AlignedPassages> pairs;
    for (std::size_t at = 0; at < bytes.size(); at += pair_bytes)
        pairs.push_back({get(bytes, at), get(bytes, at + 4)});
    return pairs;
}

}  // namespace clausemark
