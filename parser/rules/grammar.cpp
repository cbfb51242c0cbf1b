// SPDX-License-Identifier: Apache-2.0
// The grammar of rule text in Boost.Spirit X3, the only user of that library: expressions and what stands
// behind each keyword. Every alternative is told by its first character or word, so nothing is read twice;
// parentheses and the height of a tree are bounded by limits::rule_nesting. Blocks and recovery are
// reader.cpp's.

#include <fmt/format.h>

#include <algorithm>
#include <boost/fusion/adapted/struct.hpp>
#include <boost/fusion/sequence/intrinsic/at_c.hpp>
#include <boost/spirit/home/x3.hpp>
#include <charconv>

#include "parser/core/limits.h"
#include "parser/rules/tree.h"

BOOST_FUSION_ADAPT_STRUCT(clausemark::rule_text::Operator, kind, distance)
BOOST_FUSION_ADAPT_STRUCT(clausemark::rule_text::NamedExpr, name, expr)
BOOST_FUSION_ADAPT_STRUCT(clausemark::rule_text::WeightedExpr, weight, expr)
BOOST_FUSION_ADAPT_STRUCT(clausemark::rule_text::NumberRow, value, words)
BOOST_FUSION_ADAPT_STRUCT(clausemark::rule_text::UnitRow, name, dimension, words, factor)
BOOST_FUSION_ADAPT_STRUCT(clausemark::rule_text::PeriodRow, name, phrases, seconds)
BOOST_FUSION_ADAPT_STRUCT(clausemark::rule_text::AliasRow, word, spellings)
BOOST_FUSION_ADAPT_STRUCT(clausemark::rule_text::SettingRow, name, value)
BOOST_FUSION_ADAPT_STRUCT(clausemark::rule_text::RelatedRow, factor, clauses)
BOOST_FUSION_ADAPT_STRUCT(clausemark::rule_text::AspectHead, name, required, words)
BOOST_FUSION_ADAPT_STRUCT(clausemark::rule_text::NamedTexts, name, strings)
BOOST_FUSION_ADAPT_STRUCT(clausemark::rule_text::ReportRow, code, once_a_page, where, where_not)
BOOST_FUSION_ADAPT_STRUCT(clausemark::rule_text::ExampleRow, aspect, under, strings)

namespace clausemark::rule_text {
namespace {

namespace x3 = boost::spirit::x3;
struct state_tag;

template <typename Context>
State& state_of(const Context& context) {
    return x3::get<state_tag>(context);
}

// ---- Directives and terminals that X3 lacks

/// must("a name")[p]: p, or the mistake "expected a name, found ...".
/// need("near needs a distance")[p]: p, or that mistake in these words.
template <typename Subject>
struct Must : x3::unary_parser<Subject, Must<Subject>> {
    static constexpr bool is_pass_through_unary = true;
    const char* words;
    bool expected;

    Must(const Subject& of, const char* what, bool is_expected)
        : x3::unary_parser<Subject, Must<Subject>>(of), words(what), expected(is_expected) {}

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(Place& first, const Place& last, const Context& context, RuleContext& rule,
               Attribute& attribute) const {
        if (this->subject.parse(first, last, context, rule, attribute)) return true;
        const State& state = state_of(context);
        fail(state, token_at(state, first),
             expected
                 ? fmt::format("expected {}, found {}", words, found_at(state.source, state.offset(first)))
                 : words);
    }
};

struct MustOf {
    const char* words;
    bool expected;
    template <typename Subject>
    auto operator[](const Subject& of) const {
        const auto inner = x3::as_parser(of);
        return Must<std::remove_const_t<decltype(inner)>>(inner, words, expected);
    }
};
constexpr MustOf must(const char* words) {
    return {words, true};
}
constexpr MustOf need(const char* message) {
    return {message, false};
}

/// Counts the parenthesis just opened for as long as the subject is read.
template <typename Subject>
struct Guard : x3::unary_parser<Subject, Guard<Subject>> {
    static constexpr bool is_pass_through_unary = true;

    explicit Guard(const Subject& of) : x3::unary_parser<Subject, Guard<Subject>>(of) {}

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(Place& first, const Place& last, const Context& context, RuleContext& rule,
               Attribute& attribute) const {
        State& state = state_of(context);
        const Place opened = first - 1;
        if (state.open.size() >= limits::rule_nesting) {
            fail(state, token_at(state, opened),
                 fmt::format("more than {} parentheses inside each other", limits::rule_nesting),
                 "name parts of it with define", Code::rule_too_large);
        }
        state.open.push_back(opened);
        const bool read = this->subject.parse(first, last, context, rule, attribute);
        state.open.pop_back();
        return read;
    }
};

struct GuardOf {
    template <typename Subject>
    auto operator[](const Subject& of) const {
        const auto inner = x3::as_parser(of);
        return Guard<std::remove_const_t<decltype(inner)>>(inner);
    }
};
constexpr GuardOf guard;

/// Spaces and comments; line ends too inside parentheses, or where the text must go on. A line that begins
/// with a keyword is never reached: it begins a statement, whatever is still open.
struct Gap : x3::parser<Gap> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;
    bool over_lines;
    explicit constexpr Gap(bool lines) : over_lines(lines) {}

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(Place& first, const Place&, const Context& context, RuleContext&, Attribute&) const {
        const State& state = state_of(context);
        std::uint32_t at = skip_space(state.source, state.offset(first), false);
        if ((over_lines || !state.open.empty()) && at < state.source.size() && state.source[at] == '\n') {
            const std::uint32_t next = skip_space(state.source, at, true);
            if (!begins_statement(state.source, next)) at = next;
        }
        first = state.place(at);
        return true;
    }
};
const Gap gap{false};
const Gap across{true};

/// The ) of the innermost open parenthesis; where it is missing, the mistake names the parenthesis.
struct Close : x3::parser<Close> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(Place& first, const Place& last, const Context& context, RuleContext&, Attribute&) const {
        if (first != last && *first == ')') {
            ++first;
            return true;
        }
        const State& state = state_of(context);
        const Place open = state.open.back();
        const std::string found = found_at(state.source, state.offset(first));
        if (std::find(open, first, '\n') == first && first != last) {
            fail(state, token_at(state, first),
                 fmt::format("expected an operator or ) for the ( at column {}, found {}",
                             position_of(state.source, state.offset(open)).column, found));
        }
        const Position at = position_of(state.source, state.offset(first));
        fail(state, state.span(open, open + 1),
             fmt::format("this ( is not closed: expected ) at {}:{}, found {}", at.line, at.column, found));
    }
};
const Close close;

/// The end of a statement: of its line, or of the block it stands in.
struct End : x3::parser<End> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;
    const char* words;
    explicit constexpr End(const char* what) : words(what) {}

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(Place& first, const Place& last, const Context& context, RuleContext&, Attribute&) const {
        const State& state = state_of(context);
        first = state.source.data() + skip_space(state.source, state.offset(first), false);
        if (first == last || *first == '\n' || *first == '}') return true;
        if (*first == ')') fail(state, token_at(state, first), "this ) closes nothing");
        fail(state, token_at(state, first),
             fmt::format("expected {}, found {}", words, found_at(state.source, state.offset(first))));
    }
};
const End end_of_line{"the end of the line"};
const End end_of_expression{"an operator or the end of the line"};

// ---- Words, names, strings, numbers

const auto word_character = x3::char_("a-zA-Z0-9-") | x3::char_('\x80', '\xff');

auto keyword(const char* word) {
    return x3::lit(word) >> !word_character;
}

const auto take_text = [](auto& context) {
    const auto& range = x3::_attr(context);
    x3::_val(context).text.assign(range.begin(), range.end());
    x3::_val(context).span = state_of(context).span(range.begin(), range.end());
};

const auto take_string = [](auto& context) {
    const auto& range = x3::_attr(context);
    const State& state = state_of(context);
    x3::_val(context).text = unescape(state, range.begin(), range.end());
    x3::_val(context).span = state.span(range.begin(), range.end());
};

const auto take_number = [](auto& context) {
    const auto& range = x3::_attr(context);
    const State& state = state_of(context);
    Number& number = x3::_val(context);
    number.span = state.span(range.begin(), range.end());
    if (std::from_chars(range.begin(), range.end(), number.value).ec != std::errc{}) {
        fail(state, number.span, "a number too large to hold", {}, Code::rule_bad_number);
    }
};

auto quoted(char quote) {
    return x3::raw[x3::lit(quote) >> *(('\\' >> (x3::char_ - '\n')) | (x3::char_ - '\\' - '\n' - quote)) >>
                   quote];
}

const auto name = x3::rule<class name_rule, Text>{"name"} =
    x3::raw[x3::char_("a-zA-Z") >> *x3::char_("a-zA-Z0-9_-")][take_text];
const auto word = x3::rule<class word_rule, Text>{"word"} = x3::raw[+word_character][take_text];
const auto string = x3::rule<class string_rule, Text>{
    "string"} = &x3::lit('"') >> need("this string is not closed on its line")[quoted('"')[take_string]];
const auto exact = x3::rule<class exact_rule, Text>{
    "exact"} = &x3::lit('\'') >> need("this ' is not closed on its line")[quoted('\'')[take_string]];
const auto number = x3::rule<class number_rule, Number>{"number"} =
    x3::raw[+x3::char_("0-9") >> -('.' >> +x3::char_("0-9")) >> !(word_character | '.')][take_number];
const auto clause = x3::rule<class clause_rule, ClauseName>{"clause"} =
    x3::raw[+x3::char_("a-zA-Z0-9._-") >> ':' >> +x3::char_("a-zA-Z0-9._-") >> '/' >>
            +x3::char_("a-zA-Z0-9._-")][take_text];
const auto clauses = x3::rule<class clauses_rule, std::vector<ClauseName>>{"clauses"} =
    must("a clause, as standard:edition/number")[clause] >>
    *(gap >> ',' >> across >> must("a clause, as standard:edition/number")[clause]);

// ---- Expressions

const auto first_part = [](auto& context) { x3::_val(context) = std::move(x3::_attr(context)); };

/// left OPERATOR right; chains lean to the left.
const auto fold = [](auto& context) {
    combine(state_of(context), boost::fusion::at_c<0>(x3::_attr(context)), x3::_val(context),
            std::move(boost::fusion::at_c<1>(x3::_attr(context))));
};

const auto add_neighbour = [](auto& context) {
    append(state_of(context), x3::_val(context), std::move(x3::_attr(context)));
};

const auto need_one = [](auto& context) { check_optional(state_of(context), x3::_val(context).expr); };

template <ExprKind kind>
const auto take_leaf =
    [](auto& context) { x3::_val(context) = leaf(state_of(context), kind, x3::_attr(context)); };

/// A word without quotes; operators are no words.
const auto bare_word = [](auto& context) {
    check_bare_word(state_of(context), x3::_attr(context));
    x3::_pass(context) = !is_reserved(x3::_attr(context).text);
    x3::_val(context) = leaf(state_of(context), ExprKind::words, x3::_attr(context));
};

const auto capture = [](auto& context) {
    const Text& text = x3::_attr(context);
    Node& node = x3::_val(context);
    node = wrap(state_of(context), ExprKind::capture, std::move(node));
    node.expr.text = text.text;
    node.expr.span = cover(node.expr.span, text.span);
};

const auto make_optional = [](auto& context) {
    x3::_val(context) = wrap(state_of(context), ExprKind::optional, std::move(x3::_val(context)));
};

const auto in_context = [](auto& context) {
    x3::_val(context) = wrap(state_of(context), boost::fusion::at_c<0>(x3::_attr(context)),
                             std::move(boost::fusion::at_c<1>(x3::_attr(context))));
};

struct ContextNames : x3::symbols<ExprKind> {
    ContextNames() {
        for (const char* context : {"heading", "path", "title", "section"}) {
            add(std::string(context) + "(", *context_kind(context));
        }
    }
} const context_names;

constexpr const char* an_expression = "a word, a phrase in double quotes, $name, <class> or (";

const x3::rule<class alternatives_rule, Node> alternatives{"alternatives"};

const auto inside = gap >> must(an_expression)[alternatives] >> gap >> close;

const auto primary = x3::rule<class primary_rule, Node>{"primary"} =
    string[take_leaf<ExprKind::words>] | exact[take_leaf<ExprKind::exact>] |
    ('$' >> must("a name right behind $")[name])[take_leaf<ExprKind::name>] |
    ('<' >> must("the name of a class")[name] >>
     need("expected > behind the name of the class")['>'])[take_leaf<ExprKind::token_class>] |
    ('(' >> guard[inside])[first_part] | (context_names >> guard[inside])[in_context] | word[bare_word];

const auto postfix = x3::rule<class postfix_rule, Node>{"postfix"} =
    primary[first_part] >> -(gap >> keyword("as") >> gap >> must("a name, as in: as value")[name][capture]) >>
    -(gap >> x3::lit('?')[make_optional]);

const auto sequence = x3::rule<class sequence_rule, Node>{
    "sequence"} = postfix[first_part] >> *(gap >> postfix[add_neighbour]) >> x3::eps[need_one];

const auto check_distance = [](auto& context) {
    const unsigned distance = x3::_attr(context);
    if (distance > limits::rule_distance) {
        const State& state = state_of(context);
        const Place end = x3::_where(context).begin();
        fail(state, token_at(state, end - std::to_string(distance).size()),
             fmt::format("a distance is at most {} words", limits::rule_distance), {}, Code::rule_bad_number);
    }
    x3::_val(context) = static_cast<std::uint16_t>(distance);
};

const auto distance = x3::rule<class distance_rule, std::uint16_t>{"distance"} =
    '/' >> x3::uint_[check_distance] >> !word_character;
const auto proximity = x3::rule<class proximity_rule, Operator>{"proximity"} =
    (keyword("near") >> x3::attr(ExprKind::near) >> need("near needs a distance: near/5")[distance]) |
    (keyword("then") >> x3::attr(ExprKind::then) >> need("then needs a distance: then/5")[distance]);

/// A word between two expressions; on the next line too, as it can begin no statement.
auto operator_word(const char* text, ExprKind kind) {
    return across >> keyword(text) >> x3::attr(Operator{kind, 0});
}

const auto nears = x3::rule<class nears_rule, Node>{"nears"} = sequence[first_part] >>
                                                               *((across >> proximity) >> across >>
                                                                 must(an_expression)[sequence])[fold];
const auto ands = x3::rule<class ands_rule, Node>{"ands"} = nears[first_part] >>
                                                            *(operator_word("and", ExprKind::both) >>
                                                              across >> must(an_expression)[nears])[fold];
const auto withs = x3::rule<class withs_rule, Node>{"withs"} = ands[first_part] >>
                                                               *(operator_word("with", ExprKind::with) >>
                                                                 across >> must(an_expression)[ands])[fold];
// On the next line, `unless` begins a statement.
const auto unlesses = x3::rule<class unlesses_rule, Node>{"unlesses"} =
    withs[first_part] >> *(gap >> keyword("unless") >> x3::attr(Operator{ExprKind::unless, 0}) >> across >>
                           must(an_expression)[withs])[fold];
const auto alternatives_def = unlesses[first_part] >>
                              *(across >> '|' >> x3::attr(Operator{ExprKind::any_of, 0}) >> across >>
                                must(an_expression)[unlesses])[fold];
BOOST_SPIRIT_DEFINE(alternatives)

const auto expression = x3::rule<class expression_rule, Expr>{"expression"} =
    must(an_expression)[alternatives]
                       [([](auto& context) { x3::_val(context) = std::move(x3::_attr(context).expr); })];

// ---- Statements

const auto add_words = [](auto& context) {
    const Text& text = x3::_attr(context);
    const std::string words = normal_words(text.text, false);
    if (words.empty()) fail(state_of(context), text.span, "there is no word in these quotes");
    Text& phrase = x3::_val(context);
    phrase.span = phrase.text.empty() ? text.span : cover(phrase.span, text.span);
    phrase.text += (phrase.text.empty() ? "" : " ") + words;
};
const auto add_phrase = [](auto& context) {
    x3::_val(context).push_back(std::move(x3::_attr(context).text));
};

const auto word_or_string = x3::rule<class word_or_string_rule, Text>{"word or string"} = word | string;
const auto phrase = x3::rule<class phrase_rule, Text>{"phrase"} = word_or_string[add_words] >>
                                                                  *(gap >> word_or_string[add_words]);
constexpr const char* a_phrase = "a word or a phrase in double quotes";
const auto phrases = x3::rule<class phrases_rule, std::vector<std::string>>{"phrases"} =
    must(a_phrase)[phrase][add_phrase] >> *(across >> '|' >> across >> must(a_phrase)[phrase][add_phrase]);

const auto equals = gap >> must("=")['='] >> across;
const auto colon = across >> must("| or :")[':'] >> across;

auto weight(const char* message) {
    return ('(' >> gap >> need(message)[number] >> gap >> need(message)[')']) | x3::attr(Number{});
}

const auto named_expr = x3::rule<class named_expr_rule, NamedExpr>{
    "named"} = gap >> must("a name")[name] >> equals >> expression >> end_of_expression;
const auto weighted_expr = x3::rule<class weighted_expr_rule, WeightedExpr>{"weighted"} =
    weight(
        "expected a weight, as in (0.8), right behind the keyword; put a space before ( to begin a group") >>
    gap >> expression >> end_of_expression;
const auto lone_expr = x3::rule<class lone_expr_rule, Expr>{"lone"} = gap >> expression >> end_of_expression;
const auto number_row = x3::rule<class number_row_rule, NumberRow>{
    "number row"} = gap >> must("a number")[number] >> equals >> phrases >> end_of_line;
const auto unit_row = x3::rule<class unit_row_rule, UnitRow>{"unit row"} =
    gap >> must("a name")[name] >> gap >>
    must("of and a dimension, such as: of duration")[keyword("of")] >> gap >>
    must("the name of a dimension")[name] >> equals >> phrases >> colon >>
    must("a number")[number] >> end_of_line;
const auto period_row = x3::rule<class period_row_rule, PeriodRow>{"period row"} =
    gap >> must("a name")[name] >> equals >> phrases >> colon >>
    must("a number of seconds")[number] >> end_of_line;
const auto alias_row = x3::rule<class alias_row_rule, AliasRow>{
    "alias row"} = gap >> must(a_phrase)[phrase] >> equals >> phrases >> end_of_line;
const auto setting_row = x3::rule<class setting_row_rule, SettingRow>{"setting row"} =
    gap >> must("the name of a setting")[name] >> equals >> must("a number")[number] >> end_of_line;
const auto related_row = x3::rule<class related_row_rule, RelatedRow>{"related row"} =
    weight("expected a factor, as in related(0.4)") >> gap >> clauses >> end_of_line;
const auto clause_list = x3::rule<class clause_list_rule, std::vector<ClauseName>>{"clause list"} =
    gap >> clauses >> end_of_line;
const auto aspect_head = x3::rule<class aspect_head_rule, AspectHead>{"aspect"} =
    gap >> must("a name")[name] >> gap >>
    must("required or practice")[(keyword("required") >> x3::attr(true)) |
                                 (keyword("practice") >> x3::attr(false))] >>
    across >> must("what the aspect is, in double quotes")[string];
const auto strings = x3::rule<class strings_rule, std::vector<Text>>{
    "strings"} = must("a text in double quotes")[string] >> *(across >> string);
const auto named_texts = x3::rule<class named_texts_rule, NamedTexts>{
    "named texts"} = gap >> must("a name")[name] >> across >> strings >> end_of_line;
const auto condition = x3::rule<class condition_rule, Text>{"condition"} =
    x3::raw[+x3::char_("a-zA-Z0-9.:_-")][take_text];
constexpr const char* a_condition =
    "a system, such as ISMS or in-force:ISMS, or an edition, such as iso27001:2022";
const auto conditions = must(a_condition)[condition] >> *(gap >> !keyword("not") >> condition);
const auto no_conditions = x3::attr(std::vector<Text>{});
const auto report_row = x3::rule<class report_row_rule, ReportRow>{"report row"} =
    gap >> must("a code, such as CM701")[name] >> gap >>
    ((keyword("once-a-page") >> x3::attr(true)) | x3::attr(false)) >> gap >>
    ((keyword("where") >> gap >> conditions) | no_conditions) >> gap >>
    ((keyword("not") >> gap >> conditions) | no_conditions) >> end_of_line;
const auto example_row = x3::rule<class example_row_rule, ExampleRow>{"example"} =
    gap >> ((!keyword("under") >> name) | x3::attr(Text{})) >> gap >>
    ((keyword("under") >> x3::attr(true)) | x3::attr(false)) >> across >> strings >> end_of_line;
const auto string_row = x3::rule<class string_row_rule, Text>{
    "string row"} = gap >> must("a text in double quotes")[string] >> end_of_line;
const auto name_row = x3::rule<class name_row_rule, Text>{"name row"} = gap >> must("a name")[name];

template <typename Parser, typename Out>
std::optional<Mistake> run(const Parser& parser, std::string_view source, std::uint32_t& at, Out& out) {
    State state{source, {}};
    Place first = source.data() + at;
    try {
        x3::parse(first, source.data() + source.size(), x3::with<state_tag>(state)[parser], out);
    } catch (Mistake& mistake) {
        return std::move(mistake);
    }
    at = state.offset(first);
    return std::nullopt;
}

}  // namespace

std::optional<Mistake> read(std::string_view source, std::uint32_t& at, NamedExpr& out) {
    return run(named_expr, source, at, out);
}
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, WeightedExpr& out) {
    return run(weighted_expr, source, at, out);
}
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, Expr& out) {
    return run(lone_expr, source, at, out);
}
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, NumberRow& out) {
    return run(number_row, source, at, out);
}
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, UnitRow& out) {
    return run(unit_row, source, at, out);
}
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, PeriodRow& out) {
    return run(period_row, source, at, out);
}
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, AliasRow& out) {
    return run(alias_row, source, at, out);
}
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, SettingRow& out) {
    return run(setting_row, source, at, out);
}
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, RelatedRow& out) {
    return run(related_row, source, at, out);
}
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, std::vector<ClauseName>& out) {
    return run(clause_list, source, at, out);
}
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, AspectHead& out) {
    return run(aspect_head, source, at, out);
}
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, NamedTexts& out) {
    return run(named_texts, source, at, out);
}
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, ReportRow& out) {
    return run(report_row, source, at, out);
}
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, ExampleRow& out) {
    return run(example_row, source, at, out);
}
std::optional<Mistake> read_string(std::string_view source, std::uint32_t& at, Text& out) {
    return run(string_row, source, at, out);
}
std::optional<Mistake> read_name(std::string_view source, std::uint32_t& at, Text& out) {
    return run(name_row, source, at, out);
}

}  // namespace clausemark::rule_text
