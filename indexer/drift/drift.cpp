// SPDX-License-Identifier: Apache-2.0
// Puts a drift together: sides in a canonical order, so that exchanging them exchanges the result exactly;
// pairs in reading order; findings with place, explanation and key. See drift.h.
#include "indexer/drift/drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/drift/classify.h"
#include "indexer/drift/division.h"
#include "indexer/matcher/program.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

using drift::Finding;
using drift::mix;
using drift::Sentence;
using drift::SentencePair;
using drift::Side;
using drift::WordForm;

constexpr std::array<std::string_view, 14> kind_names = {
    "negation",   "duration", "deadline", "frequency", "quantity", "role",    "missing-step",
    "added-step", "modality", "date",     "reference", "moved",    "wording", "placeholder"};

bool before(std::span<const DriftPassage> a, std::span<const DriftPassage> b) {
    return std::lexicographical_compare(
        a.begin(), a.end(), b.begin(), b.end(), [](const DriftPassage& x, const DriftPassage& y) {
            return std::tie(x.text, x.kind, x.lead_in) < std::tie(y.text, y.kind, y.lead_in);
        });
}

/// Words as they are quoted: cut at a character, on one line.
std::string quoted(std::string_view text) {
    std::size_t end = std::min(text.size(), limits::quoted_bytes);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    std::string out(text.substr(0, end));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c == '\t' || c == '\n'; }, ' ');
    return end < text.size() ? out + "\u2026" : out;
}

std::string joined(std::string_view text, const std::vector<Span>& spans) {
    std::string out;
    for (const Span span : spans) {
        if (out.size() > limits::quoted_bytes) break;
        std::string words(span.of(text).substr(0, limits::quoted_bytes + 4));
        // A word's span ends before the bracket that closes what opened in it.
        const bool open = words.find('(') != std::string::npos && words.find(')') == std::string::npos;
        if (open && span.end < text.size() && text[span.end] == ')') words += ')';
        const bool closed = words.find(']') != std::string::npos && words.find('[') == std::string::npos;
        if (closed && span.begin > 0 && text[span.begin - 1] == '[') words.insert(0, 1, '[');
        out += (out.empty() ? "" : " \u2026 ") + words;
    }
    return quoted(out);
}

/// `more`: placeholders beside the one that is quoted.
std::string explain(const Difference& d, std::string_view left, std::string_view right, std::size_t more) {
    const bool here = !d.left_words.empty();
    const bool there = !d.right_words.empty();
    const std::string one = joined(left, d.left_words);
    const std::string two = joined(right, d.right_words);
    const std::string behind = d.more > 0 ? fmt::format(" and {} more behind it", d.more) : "";
    switch (d.kind) {
        case DriftKind::missing:
            return fmt::format("Only here: \u201c{}\u201d{}.", one, behind);
        case DriftKind::added:
            return fmt::format("Only there: \u201c{}\u201d{}.", two, behind);
        case DriftKind::moved:
            return fmt::format("At another place there: \u201c{}\u201d.", one);
        case DriftKind::placeholder:
            return fmt::format("Placeholders filled in: {}{}{}{}.",
                               here ? "\u201c" + one + "\u201d here" : "", here && there ? ", " : "",
                               there ? "\u201c" + two + "\u201d there" : "",
                               more > 0 ? fmt::format(", and {} more", more) : "");
        case DriftKind::negation:
        case DriftKind::modality:
        case DriftKind::wording:
            if (here && there) return fmt::format("\u201c{}\u201d here, \u201c{}\u201d there.", one, two);
            return fmt::format("\u201c{}\u201d {} only.", here ? one : two, here ? "here" : "there");
        default:
            if (here && there) return fmt::format("{} here, {} there.", one, two);
            return fmt::format("{} {} only.", here ? one : two, here ? "here" : "there");
    }
}

std::uint64_t side_key(const Side& side, std::uint32_t sentence, const std::vector<Span>& spans) {
    if (sentence == no_sentence) return 0;
    const Sentence& known = side.sentences[sentence];
    std::uint64_t key = known.value;
    std::vector<Word> words;
    for (const Span span : spans) {
        words.clear();
        append_words(span.of(side.text_of(known)), words);
        for (const Word& word : words) key = mix(key, word.value);
    }
    return key;
}

bool all_open(std::span<const WordForm> forms) {
    return !forms.empty() && std::find(forms.begin(), forms.end(), WordForm::plain) == forms.end();
}

/// True where a placeholder stands against what fills it, or nothing. Two variables of templates are
/// compared as words: they name who or what is meant.
bool fills(std::span<const WordForm> left, std::span<const WordForm> right) {
    const auto variables = [](std::span<const WordForm> forms) {
        return all_open(forms) && std::find(forms.begin(), forms.end(), WordForm::bracket) == forms.end();
    };
    return (all_open(left) || all_open(right)) && !(variables(left) && variables(right));
}

std::vector<Span> covered(std::span<const Word> words) {
    if (words.empty()) return {};
    return {cover(words.front().span, words.back().span)};
}

std::uint64_t value_of(std::span<const Word> words) {
    std::uint64_t value = 0;
    for (const Word& word : words) value = mix(value, word.value);
    return value;
}

DriftKind exchanged(DriftKind kind) {
    return kind == DriftKind::missing ? DriftKind::added
           : kind == DriftKind::added ? DriftKind::missing
                                      : kind;
}

}  // namespace

std::string_view name_of(DriftKind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

struct DriftFinder::State {
    explicit State(const std::shared_ptr<const RuleSet>& rules) : classifier(rules) {}

    Drift compare(std::span<const DriftPassage> left_passages, std::span<const DriftPassage> right_passages,
                  bool exchange);
    void add_pairs(const std::vector<SentencePair>& aligned);
    void order_pairs();
    void add_difference(Finding&& finding, std::uint32_t pair);
    void compare_pair(std::uint32_t number, const SentencePair& pair);
    void add_lone();
    void add_run(std::uint32_t begin, std::uint32_t end);
    double weight_of_lone(std::uint32_t number);
    void add_moved();
    void add_filled(std::uint32_t pair, std::span<const Word> here, std::span<const Word> there);
    void add_placeholders();

    drift::Classifier classifier;
    Side left;
    Side right;
    Drift out;

    struct Filled {  ///< a placeholder and what stands for it on the other side
        std::uint32_t pair = 0;
        std::vector<Span> left_words;
        std::vector<Span> right_words;
        std::uint64_t value = 0;  ///< the same for either order of sides
    };
    std::vector<Filled> filled;
};

/// Puts the pairs in reading order: sentences of the right side alone follow the one before them.
void DriftFinder::State::order_pairs() {
    std::vector<std::uint32_t> of_left(left.sentences.size(), no_sentence);
    std::vector<std::uint32_t> alone(right.sentences.size(), no_sentence);
    for (std::uint32_t i = 0; i < out.pairs.size(); ++i) {
        const DriftPair& pair = out.pairs[i];
        if (pair.left != no_sentence) {
            of_left[pair.left] = i;
        } else {
            alone[pair.right] = i;
        }
    }
    std::vector<DriftPair> ordered;
    std::vector<std::uint32_t> place(out.pairs.size(), 0);
    const auto take = [&](std::uint32_t i) {
        place[i] = static_cast<std::uint32_t>(ordered.size());
        ordered.push_back(std::move(out.pairs[i]));
    };
    const auto follow = [&](std::size_t next) {
        for (; next < alone.size() && alone[next] != no_sentence; ++next) take(alone[next]);
    };
    follow(0);
    for (const std::uint32_t i : of_left) {
        const std::uint32_t there = out.pairs[i].right;
        take(i);
        if (there != no_sentence) follow(there + std::size_t{1});
    }
    out.pairs = std::move(ordered);
    for (Difference& d : out.differences) d.pair = place[d.pair];
}

/// A pair for every sentence, those of the right side alone last.
void DriftFinder::State::add_pairs(const std::vector<SentencePair>& aligned) {
    std::vector<bool> taken(right.sentences.size(), false);
    for (std::uint32_t i = 0; i < left.sentences.size(); ++i)
        out.pairs.push_back({i, no_sentence, false, {}, {}});
    for (const SentencePair& pair : aligned) {
        taken[pair.right] = true;
        out.pairs[pair.left].right = pair.right;
        out.pairs[pair.left].moved = pair.moved;
    }
    for (std::uint32_t j = 0; j < taken.size(); ++j) {
        if (!taken[j]) out.pairs.push_back({no_sentence, j, false, {}, {}});
    }
    order_pairs();
}

void DriftFinder::State::add_difference(Finding&& finding, std::uint32_t pair) {
    Difference& made = out.differences.emplace_back();
    made.kind = finding.kind;
    made.weight = std::min(1.0, finding.weight);
    made.pair = pair;
    made.left_words = std::move(finding.left_words);
    made.right_words = std::move(finding.right_words);
    const std::uint64_t a = side_key(left, out.pairs[pair].left, made.left_words);
    const std::uint64_t b = side_key(right, out.pairs[pair].right, made.right_words);
    const auto kind = static_cast<std::uint64_t>(std::min(made.kind, exchanged(made.kind)));
    made.key = mix(mix(mix(kind + 1, std::min(a, b)), std::max(a, b)), 0);
}

void DriftFinder::State::compare_pair(std::uint32_t number, const SentencePair& pair) {
    const Sentence& a = left.sentences[pair.left];
    const Sentence& b = right.sentences[pair.right];
    if (a.value == b.value) return;
    const auto one = left.words_of(a);
    const auto two = right.words_of(b);
    std::vector<drift::Hunk> hunks = drift::compare_words(one, two);
    DriftPair& made = out.pairs[number];
    for (const drift::Hunk& hunk : hunks) {
        if (hunk.left_begin < hunk.left_end)
            made.left_words.push_back(cover(one[hunk.left_begin].span, one[hunk.left_end - 1].span));
        if (hunk.right_begin < hunk.right_end)
            made.right_words.push_back(cover(two[hunk.right_begin].span, two[hunk.right_end - 1].span));
    }
    for (drift::Hunk& hunk : hunks) {
        const std::size_t here = hunk.left_end - hunk.left_begin;
        const std::size_t there = hunk.right_end - hunk.right_begin;
        hunk.filled = fills(left.forms_of(a).subspan(hunk.left_begin, here),
                            right.forms_of(b).subspan(hunk.right_begin, there));
        if (hunk.filled)
            add_filled(number, one.subspan(hunk.left_begin, here), two.subspan(hunk.right_begin, there));
    }
    if (std::all_of(hunks.begin(), hunks.end(), [](const drift::Hunk& hunk) { return hunk.filled; })) return;
    for (Finding& finding : classifier.compare(left, a, right, b, hunks, pair.similarity))
        add_difference(std::move(finding), number);
}

/// A step that one side lacks matters more than a remark, and one with a value or duty more than one without.
double DriftFinder::State::weight_of_lone(std::uint32_t number) {
    const DriftPair& pair = out.pairs[number];
    const bool here = pair.left != no_sentence;
    const Side& side = here ? left : right;
    const Sentence& sentence = side.sentences[here ? pair.left : pair.right];
    const double factor = sentence.kind == PassageKind::list_item || sentence.kind == PassageKind::table_row
                              ? 1
                          : sentence.kind == PassageKind::paragraph ? 0.7
                                                                    : 0.4;
    return drift::weight_of(here ? DriftKind::missing : DriftKind::added) * factor *
           classifier.substance(side, sentence);
}

/// The pairs [begin, end) follow each other on one side alone: a part of the text that the other side lacks
/// is one finding, a step or a few are one each. What a template leaves open there is no step.
void DriftFinder::State::add_run(std::uint32_t begin, std::uint32_t end) {
    constexpr std::size_t few = 3;
    const bool here = out.pairs[begin].left != no_sentence;
    const Side& side = here ? left : right;
    const auto sentence_of = [&](std::uint32_t i) -> const Sentence& {
        return side.sentences[here ? out.pairs[i].left : out.pairs[i].right];
    };
    std::vector<std::uint32_t> said;
    for (std::uint32_t i = begin; i < end; ++i) {
        if (!all_open(side.forms_of(sentence_of(i)))) {
            said.push_back(i);
            continue;
        }
        const std::span<const Word> words = side.words_of(sentence_of(i));
        add_filled(i, here ? words : std::span<const Word>(), here ? std::span<const Word>() : words);
    }
    const std::size_t together = said.size() > few ? said.size() : 1;
    for (std::size_t first = 0; first < said.size(); first += together) {
        Finding finding;
        finding.kind = here ? DriftKind::missing : DriftKind::added;
        (here ? finding.left_words : finding.right_words).push_back(sentence_of(said[first]).place.span);
        for (std::size_t i = first; i < first + together; ++i)
            finding.weight = std::max(finding.weight, weight_of_lone(said[i]));
        add_difference(std::move(finding), said[first]);
        Difference& made = out.differences.back();
        made.more = static_cast<std::uint32_t>(together - 1);
        for (std::size_t i = first + 1; i < first + together; ++i)
            made.key = mix(made.key, sentence_of(said[i]).value);
    }
}

void DriftFinder::State::add_lone() {
    const auto side_of = [&](std::uint32_t i) {
        return (out.pairs[i].left == no_sentence ? 1 : 0) - (out.pairs[i].right == no_sentence ? 1 : 0);
    };
    const auto count = static_cast<std::uint32_t>(out.pairs.size());
    for (std::uint32_t begin = 0; begin < count;) {
        std::uint32_t end = begin + 1;
        while (end < count && side_of(end) == side_of(begin)) ++end;
        if (side_of(begin) != 0) add_run(begin, end);
        begin = end;
    }
}

/// One finding for a run of equal sentences that moved together. What a template leaves open is equal in many
/// places ("Responsible: [TODO]"), and tells of no move.
void DriftFinder::State::add_moved() {
    std::uint32_t last = no_sentence;
    for (std::uint32_t i = 0; i < out.pairs.size(); ++i) {
        const DriftPair& pair = out.pairs[i];
        if (!pair.moved) continue;
        const auto forms = left.forms_of(left.sentences[pair.left]);
        const bool open =
            std::any_of(forms.begin(), forms.end(), [](WordForm form) { return form != WordForm::plain; });
        const bool equal = !open && left.sentences[pair.left].value == right.sentences[pair.right].value;
        const bool follows = last != no_sentence && out.pairs[last].left + 1 == pair.left &&
                             out.pairs[last].right + 1 == pair.right;
        last = i;
        if (follows || !equal) continue;
        Finding finding;
        finding.kind = DriftKind::moved;
        finding.weight = drift::weight_of(DriftKind::moved);
        finding.left_words.push_back(left.sentences[pair.left].place.span);
        finding.right_words.push_back(right.sentences[pair.right].place.span);
        add_difference(std::move(finding), i);
    }
}

void DriftFinder::State::add_filled(std::uint32_t pair, std::span<const Word> here,
                                    std::span<const Word> there) {
    const std::uint64_t a = value_of(here);
    const std::uint64_t b = value_of(there);
    filled.push_back({pair, covered(here), covered(there), mix(mix(0, std::min(a, b)), std::max(a, b))});
}

/// One finding for all placeholders, at the first of them.
void DriftFinder::State::add_placeholders() {
    if (filled.empty()) return;
    const auto first = std::min_element(filled.begin(), filled.end(),
                                        [](const Filled& a, const Filled& b) { return a.pair < b.pair; });
    add_difference({DriftKind::placeholder, drift::weight_of(DriftKind::placeholder), first->left_words,
                    first->right_words},
                   first->pair);
    std::vector<std::uint64_t> values;
    for (const Filled& one : filled) values.push_back(one.value);
    std::sort(values.begin(), values.end());
    for (const std::uint64_t value : values)
        out.differences.back().key = mix(out.differences.back().key, value);
}

Drift DriftFinder::State::compare(std::span<const DriftPassage> left_passages,
                                  std::span<const DriftPassage> right_passages, bool exchange) {
    out = {};
    filled.clear();
    const std::vector<std::string>& open = classifier.rules().program().placeholder_words;
    left = drift::read_side(left_passages, classifier.tokenizer(), open);
    right = drift::read_side(right_passages, classifier.tokenizer(), open);
    drift::divide_alike(left, right);
    const std::vector<SentencePair> aligned = drift::align_sentences(left, right);
    add_pairs(aligned);
    std::vector<std::uint32_t> number_of(left.sentences.size(), 0);
    for (std::uint32_t i = 0; i < out.pairs.size(); ++i) {
        if (out.pairs[i].left != no_sentence) number_of[out.pairs[i].left] = i;
    }
    add_lone();
    for (const SentencePair& pair : aligned) compare_pair(number_of[pair.left], pair);
    add_moved();
    add_placeholders();
    std::stable_sort(out.differences.begin(), out.differences.end(),
                     [](const Difference& a, const Difference& b) {
                         return a.weight != b.weight ? a.weight > b.weight : a.pair < b.pair;
                     });
    if (out.differences.size() > limits::drift_differences) out.differences.resize(limits::drift_differences);

    if (exchange) {
        std::swap(left, right);
        for (DriftPair& pair : out.pairs) {
            std::swap(pair.left, pair.right);
            std::swap(pair.left_words, pair.right_words);
        }
        for (Difference& d : out.differences) {
            d.kind = exchanged(d.kind);
            std::swap(d.left_words, d.right_words);
        }
        order_pairs();
    }
    const auto text = [](const Side& side, std::uint32_t sentence) {
        return sentence == no_sentence ? std::string_view() : side.text_of(side.sentences[sentence]);
    };
    for (Difference& d : out.differences) {
        const DriftPair& pair = out.pairs[d.pair];
        d.explanation = explain(d, text(left, pair.left), text(right, pair.right),
                                std::max<std::size_t>(filled.size(), 1) - 1);
    }
    for (const Sentence& sentence : left.sentences) out.left.push_back(sentence.place);
    for (const Sentence& sentence : right.sentences) out.right.push_back(sentence.place);
    return std::move(out);
}

DriftFinder::DriftFinder(const std::shared_ptr<const RuleSet>& rules)
    : state_(std::make_unique<State>(rules)) {}
DriftFinder::~DriftFinder() = default;

Drift DriftFinder::compare(std::span<const DriftPassage> left, std::span<const DriftPassage> right) {
    return before(right, left) ? state_->compare(right, left, true) : state_->compare(left, right, false);
}

}  // namespace clausemark
