// SPDX-License-Identifier: Apache-2.0
// Every bound of the program, with its reason. A bound that is hit is reported or documented, never silent.
#pragma once

#include <cstddef>
#include <cstdint>

namespace clausemark::limits {

/// One page. The largest MediaWiki page is 2 MiB by default; 64 MiB leaves room for exported books while
/// 32-bit offsets and memory stay safe: a scan takes some fifteen times the page, up to sixty where each
/// sentence is a passage with a tag.
inline constexpr std::size_t page_bytes = 64u << 20;

/// A title, name or other short field of an XML export. MediaWiki's are under 1 KB; a page with a longer one
/// is left out like one that is too large.
inline constexpr std::size_t export_field_bytes = 64u << 10;

/// One tag or comment of an XML export: the XML parser holds it whole. Real ones are under 4 KB.
inline constexpr std::size_t export_tag_bytes = 4u << 20;

/// Nesting of lists, quotes, tags and templates that is kept as structure. Deeper content is read as if it
/// stood at this depth: no policy nests deeper, and every recursive reader stays within a small stack.
inline constexpr std::size_t nesting = 100;

/// Parentheses in a rule expression, and the height of its tree (a chain of operators is as high as it is
/// long). Everything that walks a tree recurses once a level; 100 levels use far less than a thread's stack.
inline constexpr std::size_t rule_nesting = 100;

/// Words between the two sides of near and then. Sentences of policies end long before.
inline constexpr unsigned rule_distance = 200;

/// Mistakes reported for one rule file. Each costs a pass over the file to find its line; more say nothing
/// new.
inline constexpr std::size_t rule_mistakes = 100;

/// One rule file. The largest shipped is under 100 KB.
inline constexpr std::size_t rule_file_bytes = 4u << 20;

/// Depth of an expression with its definitions written out: what the evaluator's recursion may reach.
inline constexpr std::size_t rule_depth = 400;

/// Words of one phrase of a rule: no sentence is as long, and the matcher counts them in few bits.
inline constexpr std::size_t rule_phrase_words = 1000;

/// Distinct expressions of all rules, and alternatives in them: the shipped rules have about 20,000. Rule
/// files of this size would need a gigabyte.
inline constexpr std::size_t rule_nodes = 1u << 21;

/// Tokens of a lead-in ("Staff must:") that are read before each of its list items. Longer lead-ins are read
/// by their last tokens; this keeps a long paragraph with many items linear.
inline constexpr std::size_t lead_in_tokens = 48;

/// A word. No rule names a longer one, so a longer one is no rule's; "words" of megabytes (encoded data) cost
/// only their scan.
inline constexpr std::size_t word_bytes = 64;

/// A placeholder ("{{ name of the owner }}"). A longer one is text between marks that mean something else.
inline constexpr std::size_t placeholder_bytes = 256;

/// Distinct words that one analyser remembers with their stems: 6 million tokens of policies hold 96,000.
/// Beyond it the memory starts anew.
inline constexpr std::size_t cached_words = 1u << 17;

/// Matches kept for one expression in one passage. A passage that repeats a word more often is not better
/// evidence, and combining expressions stays linear.
inline constexpr std::size_t matches_per_expression = 32;

/// Words around a value that are kept with a fact to tell what it is about. Longer sentences speak of many
/// things.
inline constexpr std::size_t fact_subject_words = 32;

/// A value as the page writes it, with the words of its bound: what is shown of a fact.
inline constexpr std::size_t fact_words_bytes = 200;

/// A heading as part of a stored path, which is repeated with every passage below it.
inline constexpr std::size_t heading_in_path_bytes = 300;

/// A configuration file.
inline constexpr std::size_t config_bytes = 4u << 20;

/// Depth of a JSON document that is read; beyond it nlohmann's recursive dump and copy would overflow the
/// stack.
inline constexpr std::size_t json_depth = 64;

/// Faults reported for one JSON file. Each costs a count of the lines before it, and nobody reads more.
inline constexpr std::size_t json_faults = 100;

/// Body of an HTTP request; a page and its JSON escapes.
inline constexpr std::size_t request_bytes = 96u << 20;

/// Findings of one kind that a page is given: finding the line of each costs a pass over the page, and nobody
/// reads more.
inline constexpr std::size_t findings_of_a_kind = 50;

/// Steps of one join of sets: candidates looked at, and sixteenths of shingles compared; about two minutes. A
/// million passages of real text need a hundredth; only sets drawn from few shingles, which all occur
/// everywhere, reach it.
inline constexpr std::uint64_t join_steps = std::uint64_t{1} << 33;

/// Pairs that `duplicates --jsonl` lists unless it is told another number: more is a flood, and shows that
/// clusters were wanted. They are held in memory (12 bytes each) until it is clear that there are no more.
inline constexpr std::uint32_t listed_pairs = 1'000'000;

/// Distinct passages that are compared because they hold one and the same run of five words. What more of
/// them hold is a form ("Approved by ... on ..."); passages that share little that is rarer are not compared,
/// which keeps a hundred thousand variants of one sentence linear. On real wikis one run of words in a
/// thousand is so common.
inline constexpr std::size_t sets_of_a_shingle = 48;

/// Drift: sentences with words in common that are weighed as the counterpart of one sentence, and the largest
/// number of sentences with a word for which that word still proposes them. More share only common words.
inline constexpr std::size_t drift_candidates = 16;
inline constexpr std::size_t drift_postings = 64;

/// Drift: cells of the table for the longest common subsequence of two sentences (512 by 512 words that
/// differ). Longer ones, mostly text without sentence ends, are compared in n log n.
inline constexpr std::size_t drift_cells = 1u << 18;

/// Drift: values, roles and such of one kind that differ in one sentence and are compared with each other.
inline constexpr std::size_t drift_terms = 200;

/// Drift: differences given for one pair of regions. Nobody reads more, and they are ranked.
inline constexpr std::size_t drift_differences = 1000;

/// Differences of a region that a store keeps for its lists: nobody reads more in a list, and the two sides
/// show all of them.
inline constexpr std::size_t drift_lines = 50;

/// Words of a page quoted in an explanation.
inline constexpr std::size_t quoted_bytes = 160;

/// Conflicts: distinct statements (value and scope) of one parameter that are compared with each other, those
/// made most often first. A parameter with more is caught by a rule that is too broad.
inline constexpr std::size_t conflict_statements = 500;

/// Directives of one page that are read; the rest is reported in one finding. A page with hundreds is written
/// by a program; verdicts on whole pages cost a step for each tag of their clause.
inline constexpr std::size_t directives = 2000;

/// One directive. A reason is a sentence or two.
inline constexpr std::size_t directive_bytes = 4096;

/// Clauses or codes that one directive names.
inline constexpr std::size_t directive_subjects = 50;

/// What is kept of what people said of one tag: readers need the one that holds, and whether others differ.
inline constexpr std::size_t said_of_a_tag = 8;

/// Clauses that one page declares to satisfy: more than any standard has controls.
inline constexpr std::size_t declared_clauses = 500;

/// A reason or a name that a person gives with a decision through the API or a command.
inline constexpr std::size_t said_bytes = 4096;

/// Runs of the checks that are kept, one for each set of visible spaces and day asked for: what every token
/// of one team sees, and a few days of an audit. Each holds some kilobytes a page.
inline constexpr std::size_t check_runs_kept = 4;

/// Pages of one batch: they are analysed one behind the other by one worker, about 10 ms each, and saved in
/// one transaction that others wait for.
inline constexpr std::size_t documents_at_once = 200;

/// Keys of one delete, and keys that a reconciliation names as gone: what a delete takes.
inline constexpr std::size_t keys_at_once = 1000;

/// Documents of one reconciliation: a row of the index each.
inline constexpr std::size_t reconciled_at_once = 5000;

/// What is said of a batch in which everything is wrong.
inline constexpr std::size_t batch_errors = 20;

/// Requests that wait for a change, each with a thread of its own, and for how long: proxies give up after a
/// minute. A dashboard or a wiki needs one.
inline constexpr std::size_t waiting_requests = 32;
inline constexpr int waiting_seconds = 30;

/// A search: its text, and words and phrases in it, each looked for in every page.
inline constexpr std::size_t search_bytes = 500;
inline constexpr std::size_t search_words = 20;

}  // namespace clausemark::limits
