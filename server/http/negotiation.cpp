// SPDX-License-Identifier: Apache-2.0
// Accept, Accept-Encoding, gzip. See negotiation.h.
#include "server/http/negotiation.h"

#include <zlib.h>

#include <new>
#include <optional>

#include "parser/core/ascii.h"

namespace clausemark {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Takes what stands before the separator off the front.
std::string_view take(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    return trimmed(part);
}

/// A weight in thousandths: "0.5" gives 500. A malformed one counts as none, which is 1000.
int weight_in(std::string_view text) {
    if (text.empty() || (text[0] != '0' && text[0] != '1')) return 1000;
    int weight = (text[0] - '0') * 1000;
    if (text.size() == 1) return weight;
    if (text[1] != '.' || text.size() > 5) return 1000;
    int unit = 100;
    for (const char digit : text.substr(2)) {
        if (digit < '0' || digit > '9') return 1000;
        weight += (digit - '0') * unit;
        unit /= 10;
    }
    return weight > 1000 ? 1000 : weight;
}

struct Range {
    std::string name;  ///< small letters
    int weight = 1000;
};

/// "text/csv;header=present;q=0.5, */*": each item with its weight, other parameters left out.
std::vector<Range> ranges_of(std::string_view header) {
    std::vector<Range> ranges;
    while (!header.empty()) {
        std::string_view item = take(header, ',');
        Range range{ascii_lower(take(item, ';')), 1000};
        while (!item.empty()) {
            const std::string_view parameter = take(item, ';');
            if (parameter.size() > 2 && (parameter[0] == 'q' || parameter[0] == 'Q') && parameter[1] == '=')
                range.weight = weight_in(parameter.substr(2));
        }
        if (!range.name.empty()) ranges.push_back(std::move(range));
    }
    return ranges;
}

/// By the most specific range that names it; nothing where none does.
std::optional<int> weight_of(const std::vector<Range>& ranges, const std::string& type) {
    const std::string group = type.substr(0, type.find('/')) + "/*";
    for (const std::string& name : {type, group, std::string("*/*")})
        for (const Range& range : ranges)
            if (range.name == name) return range.weight;
    return std::nullopt;
}

}  // namespace

std::string best_type(std::string_view accept, const std::vector<std::string>& offered) {
    const std::vector<Range> ranges = ranges_of(accept);
    if (ranges.empty()) return offered.front();
    std::string best;
    int best_weight = 0;
    for (const std::string& type : offered) {
        const int weight = weight_of(ranges, type).value_or(0);
        if (weight <= best_weight) continue;
        best = type;
        best_weight = weight;
    }
    return best;
}

bool takes_gzip(std::string_view accept_encoding) {
    std::optional<int> any;
    for (const Range& range : ranges_of(accept_encoding)) {
        if (range.name == "gzip" || range.name == "x-gzip") return range.weight > 0;
        if (range.name == "*") any = range.weight;
    }
    return any.value_or(0) > 0;
}

bool is_compressible(std::string_view media_type) {
    const std::string_view type = media_type.substr(0, media_type.find(';'));
    return type.starts_with("text/") || type.ends_with("json") || type == "image/svg+xml";
}

std::string gzip(std::string_view bytes) {
    constexpr int level = 1;  // three quarters of what the highest saves, at a tenth of its time
    constexpr int gzip_frame = 16;
    z_stream stream{};
    if (deflateInit2(&stream, level, Z_DEFLATED, MAX_WBITS + gzip_frame, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        throw std::bad_alloc();
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int ended = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (ended != Z_STREAM_END) throw std::bad_alloc();
    return out;
}

}  // namespace clausemark
