// SPDX-License-Identifier: Apache-2.0
// Numbers, quantities, durations, frequencies and dates among the tokens of a passage, made from digits and
// from what the lexicon says of phrases. Units, periods and month names are data.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/matcher/measure.h"
#include "indexer/matcher/program.h"
#include "parser/text/tokens.h"

namespace clausemark {

struct View;

/// A place of a phrase that has a role.
struct RoleHit {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t pattern = 0;
};

struct Value {
    ValueKind kind = ValueKind::number;
    std::uint32_t begin = 0;  ///< tokens [begin, end)
    std::uint32_t end = 0;
    double value = 0;            ///< base units; a date: days since 1970-01-01
    std::string_view dimension;  ///< of the program's unit; "number", "frequency", "date"
    bool known = true;           ///< false: recognised, but its value is not (a date without a year)
    double range_end = 0;        ///< "6 to 12 months": of 12 months; without a range it equals `value`
    std::string_view unit = {};  ///< the lexicon's name of the unit or period
    Bound bound = Bound::exactly;
    std::uint32_t written_begin = 0;  ///< tokens with the words of its bound
    std::uint32_t written_end = 0;
    std::uint32_t sign_bytes = 0;  ///< of a sign before its number that bounds it, white space included: "< "

    Measure measure() const { return {value, range_end, bound, std::string(dimension), std::string(unit)}; }
};

class Values {
  public:
    explicit Values(const Program& program) : program_(program) {}

    void clear();
    void add_hit(RoleHit hit);
    /// Reads the values of the view from its digits, citations and the hits added. O(n log n) in them.
    void read(const View& view, bool digits);

    bool has(ValueKind kind) const { return (kinds_ & (1u << static_cast<unsigned>(kind))) != 0; }
    const std::vector<Value>& all() const { return values_; }  ///< sorted by begin, then end, then kind

  private:
    void read_numbers(const View& view);
    void read_quantities(const View& view);
    void read_frequencies(const View& view);
    void read_dates(const View& view);
    void read_citations(const View& view);
    void read_deadlines(const View& view);
    void read_bounds(const View& view);
    const Value* range_before(const View& view, std::size_t number) const;
    Value& add(ValueKind kind, std::uint32_t begin, std::uint32_t end, double value,
               std::string_view dimension, bool known = true);

    const Program& program_;
    std::vector<RoleHit> hits_;    ///< sorted by begin, the longest first
    std::vector<RoleHit> bounds_;  ///< words that only bound a value; in order of their ends
    std::vector<Value> numbers_;
    std::vector<Value> durations_;
    std::vector<Value> values_;
    unsigned kinds_ = 0;
};

}  // namespace clausemark
