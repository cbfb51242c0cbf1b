// SPDX-License-Identifier: Apache-2.0
// Lists as one value of a row. See packing.h.
#include "indexer/store/packing.h"

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
    for (const std::string& word : words) {
        for (const char c : word) out += c == '\n' ? ' ' : c;
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

}  // namespace clausemark
