// SPDX-License-Identifier: Apache-2.0
// The gated, shared, memoised evaluation against a plain reading of docs/rules.md: random rules over random
// texts must hold in the same passages.
#include <random>
#include <set>

#include "tests/indexer/matcher/rules_for_tests.h"

namespace clausemark::test {
namespace {

/// A match: the words it means.
struct Place {
    std::set<int> words;
    int begin() const { return *words.begin(); }
    int end() const { return *words.rbegin() + 1; }
    bool operator<(const Place& o) const { return words < o.words; }
};
using Places = std::set<Place>;

struct Text {
    std::vector<std::string> words;
    std::vector<int> sentence;
};

bool apart(const Place& a, const Place& b) {
    return std::none_of(a.words.begin(), a.words.end(), [&](int w) { return b.words.count(w) > 0; });
}

Place joined(const Place& a, const Place& b) {
    Place made = a;
    made.words.insert(b.words.begin(), b.words.end());
    return made;
}

Places naive(const Expr& e, const Text& text) {
    Places out;
    const auto child = [&](std::size_t i) { return naive(e.children[i], text); };
    const auto same = [&](const Place& a, const Place& b) {
        return text.sentence[static_cast<std::size_t>(a.begin())] ==
               text.sentence[static_cast<std::size_t>(b.begin())];
    };
    switch (e.kind) {
        case ExprKind::words:
            for (int i = 0; i < static_cast<int>(text.words.size()); ++i) {
                if (text.words[static_cast<std::size_t>(i)] == e.text) out.insert({{i}});
            }
            return out;
        case ExprKind::any_of:
            for (std::size_t i = 0; i < e.children.size(); ++i) out.merge(child(i));
            return out;
        case ExprKind::sequence:
            for (const Place& a : child(0)) {
                for (const Place& b : child(1)) {
                    if (same(a, b) && a.end() == b.begin()) out.insert(joined(a, b));
                }
            }
            return out;
        case ExprKind::near:
        case ExprKind::then:
        case ExprKind::both:
            for (const Place& a : child(0)) {
                for (const Place& b : child(1)) {
                    const int between = std::max(b.begin() - a.end(), a.begin() - b.end());
                    const bool close = e.kind == ExprKind::both || between <= e.distance;
                    const bool order = e.kind != ExprKind::then || a.end() <= b.begin();
                    if (same(a, b) && apart(a, b) && close && order) out.insert(joined(a, b));
                }
            }
            return out;
        case ExprKind::with:
            return child(1).empty() ? out : child(0);
        case ExprKind::unless: {
            const Places barred = child(1);
            for (const Place& a : child(0)) {
                if (std::none_of(barred.begin(), barred.end(), [&](const Place& b) { return same(a, b); }))
                    out.insert(a);
            }
            return out;
        }
        default:
            return out;
    }
}

const std::vector<std::string> alphabet = {"aa", "bb", "cc", "dd", "ee", "ff", "gg"};

Expr random_expr(std::mt19937& random, int depth) {
    Expr e;
    if (depth == 0 || random() % 4 == 0) {
        e.text = alphabet[random() % 6];
        return e;
    }
    constexpr ExprKind kinds[] = {ExprKind::any_of, ExprKind::sequence, ExprKind::near,   ExprKind::then,
                                  ExprKind::both,   ExprKind::with,     ExprKind::unless, ExprKind::any_of};
    e.kind = kinds[random() % 8];
    e.distance = static_cast<std::uint16_t>(random() % 4);
    e.children = {random_expr(random, depth - 1), random_expr(random, depth - 1)};
    return e;
}

TEST(Matcher, HoldsWhereAPlainReadingHolds) {
    std::mt19937 random(20);
    int held = 0;
    for (int round = 0; round < 150; ++round) {
        RuleFile file;
        for (int i = 0; i < 8; ++i) {
            Rule rule;
            rule.name = "r" + std::to_string(i);
            rule.clauses = {{"iso27001:2022/A.8.13", {}}};
            rule.aspects.resize(1);
            rule.aspects[0].name = "a";
            rule.aspects[0].matches = {{random_expr(random, 3), 1, {}}};
            file.rules.push_back(std::move(rule));
        }
        const std::vector<Rule> written = file.rules;
        std::vector<Diagnostic> faults;
        const auto rules = RuleSet::compile({std::move(file)}, catalogue(), faults);
        ASSERT_NE(rules, nullptr) << rendered(faults);
        Analyzer analyzer(rules);
        for (int k = 0; k < 20; ++k) {
            Text text;
            std::string source;
            for (int sentence = 0; sentence < 2; ++sentence) {
                for (std::size_t i = 0, n = 1 + random() % 5; i < n; ++i) {
                    text.words.push_back(alphabet[random() % alphabet.size()]);
                    text.sentence.push_back(sentence);
                    source += text.words.back() + (i + 1 == n ? "! " : " ");
                }
            }
            const Analysis analysis = analyzer.analyze(page(source, Format::plain));
            std::set<std::uint32_t> found;
            for (const RuleHit& hit : analysis.hits) found.insert(hit.rule);
            for (std::uint32_t i = 0; i < written.size(); ++i) {
                const Expr& expr = written[i].aspects[0].matches[0].expr;
                const bool expected = !naive(expr, text).empty();
                held += expected ? 1 : 0;
                EXPECT_EQ(found.count(i) > 0, expected) << to_text(expr) << " in " << source;
            }
        }
    }
    EXPECT_GT(held, 1000) << "the texts are to make rules hold";
}

}  // namespace
}  // namespace clausemark::test
