// SPDX-License-Identifier: Apache-2.0
// See evaluator.h. Every list of occurrences is sorted and holds at most limits::matches_per_expression;
// operators look at all pairs of two such lists.
#include "indexer/matcher/evaluator.h"

#include <algorithm>
#include <bit>

#include "parser/core/limits.h"

namespace clausemark {

void View::clear() {
    tokens.clear();
    sentences.clear();
    citations.clear();
}

void View::append(std::span<const Token> more, bool joined, bool borrowed) {
    std::uint32_t sentence = sentences.empty() ? 0 : sentences.back() + (joined ? 0 : 1);
    const std::size_t first = tokens.size();
    tokens.insert(tokens.end(), more.begin(), more.end());
    sentences.resize(tokens.size());
    for (std::size_t i = first; i < tokens.size(); ++i) {
        if (i > first && tokens[i].is(Token::starts_sentence)) ++sentence;
        if (borrowed) tokens[i].flags |= Token::borrowed;
        sentences[i] = sentence;
    }
}

void View::append_gap() {
    if (tokens.empty()) return;
    const std::uint32_t at = tokens.back().span.end;
    Token gap;
    gap.span = {at, at};
    gap.flags = Token::borrowed;
    tokens.push_back(gap);
    sentences.push_back(sentences.back());
}

Evaluator::Evaluator(const Program& program, const Contexts& contexts)
    : program_(program),
      contexts_(contexts),
      values_(program),
      states_(program.patterns),
      group_states_(program.group_count),
      memos_(program.nodes.size()) {
    for (std::size_t i = 0; i < program.patterns; ++i) {
        states_[i].groups_begin = program.groups_begin[i];
        states_[i].groups_end = program.groups_begin[i + 1];
        states_[i].info = program.infos[i];
    }
    woken_epoch_.resize(std::max({program.roots.size(), program.contexts.size(), program.sections.size()}));
}

void Evaluator::load(const View& view) {
    view_ = &view;
    if (++epoch_ == 0) {  // after 2^32 views: what carries an old number must not look new
        std::fill(memos_.begin(), memos_.end(), Memo{});
        for (PatternState& state : states_) state.epoch = 0;
        epoch_ = 1;
    }
    group_epoch_ += std::uint64_t{1} << member_bits;
    if (group_epoch_ == 0) {
        std::fill(group_states_.begin(), group_states_.end(), 0);
        group_epoch_ = std::uint64_t{1} << member_bits;
    }
    present_.clear();
    present_row_.fill(0);
    hits_.clear();
    arena_.clear();
    values_.clear();
    scan();
}

/// In steps, each of which asks for the memory that the next one reads.
void Evaluator::scan() {
    find_endings();
    for (const Ending ending : endings_) hit(ending);
    for (std::size_t i = 0; i < present_.size(); ++i) {
        const PatternState& state = states_[present_[i]];
        if (state.info.frequent == not_frequent) join_groups(state.groups_begin, state.groups_end, i);
    }
    values_.read(*view_, digits_);
    for (std::size_t kind = 0; kind < value_kinds; ++kind) {
        if (!values_.has(static_cast<ValueKind>(kind))) continue;
        const std::size_t gate = program_.patterns + kind;
        join_groups(program_.groups_begin[gate], program_.groups_begin[gate + 1], last_member);
    }
}

/// The automaton's pass.
void Evaluator::find_endings() {
    const Automaton& automaton = program_.automaton;
    const auto& tokens = view_->tokens;
    const auto& sentences = view_->sentences;
    endings_.clear();
    digits_ = false;
    Automaton::State state = Automaton::root;
    for (std::uint32_t i = 0; i < tokens.size(); ++i) {
        if (i > 0 && sentences[i] != sentences[i - 1]) state = Automaton::root;
        digits_ |= tokens[i].is(Token::number);
        const TermId term = tokens[i].term;
        if (term == unknown_term || term >= program_.term_count) {
            state = Automaton::root;
            continue;
        }
        state = automaton.next(state, term);
        if (state == Automaton::root) continue;
        for (const std::uint32_t pattern : automaton.outputs(state)) {
            if (program_.infos[pattern].exact != any_letters && !same_letters(pattern, i + 1)) continue;
            __builtin_prefetch(&states_[pattern]);
            endings_.push_back({pattern, i + 1});
        }
        state = automaton.settle(state);
    }
}

bool Evaluator::same_letters(std::uint32_t pattern, std::uint32_t end) const {
    const PatternInfo& info = program_.infos[pattern];
    const Token* token = view_->tokens.data() + (end - info.size);
    const Span first = token->span;
    if (view_->text[first.begin] != info.exact ||
        std::min<std::uint32_t>(first.size(), longest_exact) != info.exact_size)
        return false;
    for (const std::string& word : program_.surfaces[pattern]) {
        if (token++->span.of(view_->text) != word) return false;
    }
    return true;
}

void Evaluator::hit(Ending ending) {
    const auto index = static_cast<std::uint32_t>(hits_.size());
    PatternState& state = states_[ending.pattern];
    const std::uint32_t begin = ending.end - state.info.size;
    hits_.push_back({begin, ending.end, Occurrence::none});
    if (state.epoch != epoch_) {
        state.epoch = epoch_;
        state.first = state.last = index;
        present_.push_back(ending.pattern);
        if (state.info.frequent != not_frequent)
            present_row_[state.info.frequent / 64] |= std::uint64_t{1} << state.info.frequent % 64;
        else
            __builtin_prefetch(program_.groups.data() + state.groups_begin);
    } else {
        hits_[state.last].next = index;
        state.last = index;
    }
    if (state.info.has_role) values_.add_hit({begin, ending.end, ending.pattern});
}

/// Marks groups [begin, end) of Program::groups, those of a gate, so that a group of which nothing occurs
/// costs one comparison.
void Evaluator::join_groups(std::uint32_t begin, std::uint32_t end, std::size_t place) {
    const std::uint64_t member = std::uint64_t{1} << std::min<std::size_t>(place, last_member);
    for (std::uint32_t i = begin; i < end; ++i) {
        GroupState& state = group_states_[program_.groups[i]];
        state = ((state ^ group_epoch_) <= member_mask ? state : group_epoch_) | member;
    }
}

bool Evaluator::occurs(std::uint32_t group) const {
    if ((group_states_[group] ^ group_epoch_) <= member_mask) return true;
    if (group >= program_.group_rows.size()) return false;
    const FrequentRow& row = program_.group_rows[group];
    std::uint64_t common = 0;
    for (std::size_t i = 0; i < row.size(); ++i) common |= row[i] & present_row_[i];
    return common != 0;
}

/// False: something is missing without which the node does not hold. The first `known` needs are there.
bool Evaluator::may_hold(NodeId node, std::uint32_t known) const {
    for (std::uint32_t i = program_.needs_begin[node] + known; i < program_.needs_begin[node + 1]; ++i) {
        if (!occurs(program_.needs[i])) return false;
    }
    return true;
}

std::span<const std::uint32_t> Evaluator::woken(const Triggers& triggers) {
    woken_.clear();
    if (++wake_ == 0) {
        std::fill(woken_epoch_.begin(), woken_epoch_.end(), 0);
        wake_ = 1;
    }
    const auto open = [&](std::size_t gate) {
        for (std::uint32_t i = triggers.begin[gate]; i < triggers.begin[gate + 1]; ++i) {
            const std::uint32_t item = triggers.items[i];
            if (woken_epoch_[item] == wake_) continue;
            woken_epoch_[item] = wake_;
            if (may_hold(triggers.nodes[item], 1)) woken_.push_back(item);
        }
    };
    for (const std::uint32_t pattern : present_) open(pattern);
    for (std::size_t kind = 0; kind < value_kinds; ++kind) {
        if (values_.has(static_cast<ValueKind>(kind))) open(program_.patterns + kind);
    }
    std::sort(woken_.begin(), woken_.end());
    return woken_;
}

Found Evaluator::find(NodeId id) {
    Memo& memo = memos_[id];
    // Recursion is bounded by limits::rule_depth.
    if (memo.epoch != epoch_) memo = {epoch_, may_hold(id) ? evaluate(program_.nodes[id]) : Found{}};
    return memo.found;
}

Found Evaluator::evaluate(const Node& node) {
    switch (node.op) {
        case Op::phrase:
            return phrase(node.first);
        case Op::phrase_set:
            return phrase_set(node);
        case Op::value: {
            const auto from = static_cast<std::uint32_t>(arena_.size());
            const auto kind = static_cast<ValueKind>(node.first);
            if (!values_.has(kind)) return since(from);
            for (const Value& value : values_.all()) {
                if (value.kind == kind) keep(from, {value.begin, value.end});
                if (arena_.size() - from >= limits::matches_per_expression) break;
            }
            return since(from);
        }
        case Op::any:
            return any(node);
        case Op::sequence:
            return sequence(node);
        case Op::near:
        case Op::then:
        case Op::both:
        case Op::with:
            return pairs(node);
        case Op::unless:
            return unless(node);
        case Op::capture:
            return capture(node);
        case Op::heading:
            return {0, 0, contexts_.in_heading(node.first)};
        case Op::path:
            return {0, 0, contexts_.in_path(node.first)};
        case Op::title:
            return {0, 0, contexts_.in_title(node.first)};
        case Op::section:
            return {0, 0, contexts_.in_section(node.first)};
    }
    return {};
}

/// Adds to the sorted list that begins at `from`: first come, first kept among equals; the last one falls out
/// of a full list.
void Evaluator::keep(std::uint32_t from, const Occurrence& made) {
    const auto before = [](const Occurrence& a, const Occurrence& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    };
    if (arena_.size() == from ||
        (before(arena_.back(), made) && arena_.size() - from < limits::matches_per_expression)) {
        arena_.push_back(made);
        return;
    }
    const auto first = arena_.begin() + from;
    auto place = arena_.end();
    while (place != first && before(made, *(place - 1))) --place;
    const auto captured = [&](const Occurrence& o) {
        return o.captured == Occurrence::none ? Span{}
                                              : Span{arena_[o.captured].begin, arena_[o.captured].end};
    };
    for (auto same = place; same != first && !before(*(same - 1), made); --same) {
        if (captured(*(same - 1)) == captured(made)) return;
    }
    if (arena_.size() - from >= limits::matches_per_expression) {
        if (place == arena_.end()) return;
        std::move_backward(place, arena_.end() - 1, arena_.end());
        *place = made;
        return;
    }
    arena_.insert(place, made);
}

void Evaluator::copy(std::uint32_t from, const Found& found) {
    for (std::uint32_t i = 0; i < found.count; ++i) keep(from, Occurrence(arena_[found.first + i]));
}

Found Evaluator::since(std::uint32_t from, bool context) const {
    return {from, static_cast<std::uint32_t>(arena_.size()) - from, context};
}

Found Evaluator::phrase(std::uint32_t pattern) {
    const auto from = static_cast<std::uint32_t>(arena_.size());
    if (states_[pattern].epoch != epoch_) return since(from);
    std::size_t left = limits::matches_per_expression;
    for (std::uint32_t i = states_[pattern].first; i != Occurrence::none && left > 0;
         i = hits_[i].next, --left) {
        arena_.push_back({hits_[i].begin, hits_[i].end});
    }
    return since(from);
}

Found Evaluator::phrase_set(const Node& node) {
    const std::uint32_t group = node.first;
    std::uint64_t members = group_states_[group] ^ group_epoch_;
    if (members > member_mask) members = 0;
    const std::uint64_t behind = members >> last_member;
    members ^= behind << last_member;
    members_.clear();
    for (; members != 0; members &= members - 1)
        members_.push_back(present_[static_cast<std::size_t>(std::countr_zero(members))]);
    for (std::size_t i = 0; group < program_.group_rows.size() && i < present_row_.size(); ++i) {
        std::uint64_t bits = program_.group_rows[group][i] & present_row_[i];
        for (; bits != 0; bits &= bits - 1)
            members_.push_back(program_.frequent[i * 64 + static_cast<std::size_t>(std::countr_zero(bits))]);
    }
    if (behind != 0) {
        const auto first = program_.lists.begin() + node.list_begin;
        const auto last = program_.lists.begin() + node.list_end;
        for (std::size_t i = last_member; i < present_.size(); ++i) {
            const bool rare = states_[present_[i]].info.frequent == not_frequent;
            if (rare && std::binary_search(first, last, present_[i])) members_.push_back(present_[i]);
        }
    }
    if (members_.size() == 1) return phrase(members_.front());
    const auto from = static_cast<std::uint32_t>(arena_.size());
    for (const std::uint32_t pattern : members_) {
        std::size_t left = limits::matches_per_expression;
        for (std::uint32_t i = states_[pattern].first; i != Occurrence::none && left > 0;
             i = hits_[i].next, --left) {
            keep(from, {hits_[i].begin, hits_[i].end});
        }
    }
    return since(from);
}

/// Where one alternative alone gave something, its list serves.
Found Evaluator::any(const Node& node) {
    Found one{};
    bool context = false;
    bool several = false;
    for (std::uint32_t i = node.list_begin; i < node.list_end; ++i) {
        const Found found = find(program_.lists[i]);
        context |= found.context;
        if (found.count == 0) continue;
        several |= one.count > 0;
        one = found;
    }
    if (!several) return {one.first, one.count, context};
    const auto from = static_cast<std::uint32_t>(arena_.size());
    for (std::uint32_t i = node.list_begin; i < node.list_end; ++i) copy(from, find(program_.lists[i]));
    return since(from, context);
}

/// Grows beginnings child by child; an optional child may be passed over, also at the front.
Found Evaluator::sequence(const Node& node) {
    for (std::uint32_t i = node.list_begin; i < node.list_end; ++i) {
        const std::uint32_t child = program_.lists[i];
        if ((child & optional_bit) == 0 && find(child).count == 0) return {};
    }
    Found grown{};
    bool may_begin = true;
    for (std::uint32_t i = node.list_begin; i < node.list_end; ++i) {
        const bool optional = (program_.lists[i] & optional_bit) != 0;
        const Found next = find(program_.lists[i] & ~optional_bit);
        const auto from = static_cast<std::uint32_t>(arena_.size());
        for (std::uint32_t a = 0; a < grown.count; ++a) {
            const std::uint32_t left_index = grown.first + a;
            for (std::uint32_t b = 0; b < next.count; ++b) {
                const Occurrence left = arena_[left_index];
                const Occurrence right = arena_[next.first + b];
                if (left.end != right.begin || view_->sentences[left.begin] != view_->sentences[right.begin])
                    continue;
                keep(from, {left.begin, right.end, left_index, next.first + b,
                            left.captured != Occurrence::none ? left.captured : right.captured});
            }
        }
        if (may_begin) {
            for (std::uint32_t b = 0; b < next.count; ++b) keep(from, Occurrence(arena_[next.first + b]));
        }
        if (optional) {
            for (std::uint32_t a = 0; a < grown.count; ++a) keep(from, Occurrence(arena_[grown.first + a]));
        }
        may_begin &= optional;
        grown = since(from);
    }
    return grown;
}

/// near, then, and, with. A side that holds by context alone leaves the other side's occurrences.
Found Evaluator::pairs(const Node& node) {
    const NodeId early = node.second_first ? node.second : node.first;
    const NodeId late = node.second_first ? node.first : node.second;
    if (!find(early).holds() || !find(late).holds()) return {};
    const Found left = find(node.first);
    const Found right = find(node.second);
    if (node.op == Op::with) return left;
    const bool context = left.context && right.context;
    if (left.count == 0) return {right.first, right.count, context};
    if (right.count == 0) return {left.first, left.count, context};
    const auto from = static_cast<std::uint32_t>(arena_.size());
    if (left.context) copy(from, right);
    if (right.context) copy(from, left);
    for (std::uint32_t a = left.first; a < left.first + left.count; ++a) {
        const std::uint32_t sentence = view_->sentences[arena_[a].begin];
        for (std::uint32_t b = right.first; b < right.first + right.count; ++b) {
            const Occurrence one = arena_[a];
            const Occurrence two = arena_[b];
            if (view_->sentences[two.begin] > sentence) break;
            if (!joins(node, one, two)) continue;
            keep(from, {std::min(one.begin, two.begin), std::max(one.end, two.end), a, b,
                        one.captured != Occurrence::none ? one.captured : two.captured});
        }
    }
    return since(from, context);
}

bool Evaluator::joins(const Node& node, const Occurrence& left, const Occurrence& right) const {
    if (view_->sentences[left.begin] != view_->sentences[right.begin]) return false;
    if (node.op == Op::then) return left.end <= right.begin && right.begin - left.end <= node.distance;
    const bool apart = left.end <= right.begin || right.end <= left.begin;
    if (!apart) return !share_words(left, right);
    if (node.op == Op::both) return true;
    const std::uint32_t between = left.end <= right.begin ? right.begin - left.end : left.begin - right.end;
    return between <= node.distance;
}

/// One word never serves both sides.
bool Evaluator::share_words(const Occurrence& left, const Occurrence& right) const {
    const auto collect = [&](const Occurrence& o, std::vector<Span>& ranges) {
        ranges.clear();
        if (o.left == Occurrence::none) {
            ranges.push_back({o.begin, o.end});
        } else {
            leaves(o.left, ranges);
            leaves(o.right, ranges);
        }
    };
    collect(left, left_leaves_);
    collect(right, right_leaves_);
    for (const Span a : left_leaves_) {
        for (const Span b : right_leaves_) {
            if (a.overlaps(b)) return true;
        }
    }
    return false;
}

void Evaluator::leaves(std::uint32_t occurrence, std::vector<Span>& ranges) const {
    walk_.assign(1, occurrence);
    while (!walk_.empty()) {
        const Occurrence& o = arena_[walk_.back()];
        walk_.pop_back();
        if (o.left == Occurrence::none) {
            ranges.push_back({o.begin, o.end});
        } else {
            walk_.push_back(o.right);
            walk_.push_back(o.left);
        }
    }
}

Found Evaluator::unless(const Node& node) {
    const Found left = find(node.first);
    if (!left.holds()) return {};
    const Found right = find(node.second);
    if (right.context) return {};
    if (right.count == 0) return left;
    const auto from = static_cast<std::uint32_t>(arena_.size());
    for (std::uint32_t a = 0; a < left.count; ++a) {
        const Occurrence one = arena_[left.first + a];
        bool barred = false;
        for (std::uint32_t b = 0; !barred && b < right.count; ++b) {
            barred = view_->sentences[one.begin] == view_->sentences[arena_[right.first + b].begin];
        }
        if (!barred) keep(from, one);
    }
    return since(from, left.context);
}

Found Evaluator::capture(const Node& node) {
    const Found inner = find(node.first);
    const auto from = static_cast<std::uint32_t>(arena_.size());
    for (std::uint32_t i = 0; i < inner.count; ++i) {
        Occurrence made = arena_[inner.first + i];
        made.captured = inner.first + i;
        keep(from, made);
    }
    return since(from, inner.context);
}

}  // namespace clausemark
