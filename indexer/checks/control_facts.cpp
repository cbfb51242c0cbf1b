// SPDX-License-Identifier: Apache-2.0
// Reading document control. See control_facts.h.
#include "indexer/checks/control_facts.h"

#include <algorithm>
#include <map>
#include <set>

#include "indexer/pages/attributes.h"

namespace clausemark {
namespace {

constexpr std::size_t longest_label = 40;  // bytes: longer ones are sentences
constexpr std::size_t longest_value = 160;
constexpr std::size_t longest_status = 40;
constexpr std::size_t last_passages = 12;  // of a page, that may be its document control
constexpr std::size_t facts_of_a_block = 2;
constexpr std::string_view markup = " \t*_`'#>-+;:|=\\";

Span trimmed(std::string_view source, Span span, std::string_view what) {
    while (!span.empty() && what.find(source[span.begin]) != std::string_view::npos) ++span.begin;
    while (!span.empty() && what.find(source[span.end - 1]) != std::string_view::npos) --span.end;
    return span;
}

/// "[TODO]", "<name>", and in formats whose templates are not those braces "{{ owner }}".
bool is_unfilled(std::string_view value, Format format) {
    const auto wrapped = [&](std::string_view open, std::string_view close) {
        return value.size() >= open.size() + close.size() && value.starts_with(open) &&
               value.ends_with(close);
    };
    if (wrapped("{{", "}}")) return format != Format::mediawiki;
    if (wrapped("[", "]")) return !wrapped("[[", "]]");
    return wrapped("<", ">") && value.find_first_of("@:/") == std::string_view::npos;
}

class Reader {
  public:
    Reader(const Document& document, const Config& config, std::vector<ControlFact>& out)
        : document_(document), out_(out) {
        for (std::size_t i = 0; i < control_fields.size(); ++i) {
            fields_[i] =
                ControlSettings::shipped().names_of(static_cast<ControlField>(i), config, document.format);
            for (const std::string& name : fields_[i]) {
                names_.emplace(name, i);
                // A template's argument is named with its template; in the text the argument's name stands
                // alone.
                const std::size_t dot = name.rfind('.');
                if (dot != std::string::npos) names_.emplace(name.substr(dot + 1), i);
            }
        }
    }

    void read() {
        for (std::size_t i = 0; i < control_fields.size(); ++i)
            for (const std::string& name : fields_[i])
                for (const Property& property : document_.properties)
                    if (names_it(property.name, name)) add(i, property.name, property.value, property.source);
        read_text();
    }

  private:
    /// Under the name itself, or as an argument of a template of document control: "document control.owner".
    bool names_it(std::string_view property, const std::string& name) const {
        if (property == name) return true;
        if (property.size() <= name.size() || !property.ends_with("." + name)) return false;
        const std::string_view outer = property.substr(0, property.size() - name.size() - 1);
        return std::ranges::find(ControlSettings::shipped().headings, outer) !=
               ControlSettings::shipped().headings.end();
    }

    void add(std::size_t field, std::string_view name, std::string_view value, Span source) {
        // "Status: three contracts are open, the lawyers look at them": no status of the page.
        if (static_cast<ControlField>(field) == ControlField::status && value.size() > longest_status) return;
        const std::string word = lower(value);
        const Span core = trimmed(word, {0, static_cast<std::uint32_t>(word.size())}, " []{}<>().");
        const auto& none = ControlSettings::shipped().placeholders;
        const bool says_nothing = std::ranges::find(none, word) != none.end() ||
                                  std::ranges::find(none, core.of(word)) != none.end() ||
                                  is_unfilled(value, document_.format);
        out_.push_back({static_cast<ControlField>(field), std::string(name), std::string(value), source,
                        value.empty() || says_nothing});
    }

    void read_text() {
        const auto& passages = document_.passages;
        std::size_t headings = 0;
        bool in_section = false;
        for (const Passage& passage : passages) {
            if (passage.kind == PassageKind::heading) {
                ++headings;
                const std::string words = lower(document_.text_of(passage));
                in_section = std::ranges::any_of(
                    ControlSettings::shipped().headings,
                    [&](const std::string& heading) { return words.find(heading) != std::string::npos; });
                continue;
            }
            if (headings > 1 && !in_section)
                read_elsewhere(passage);
            else
                read_passage(passage);
        }
        if (headings > 1 && !in_section) read_end();
    }

    /// "Policy owner: CISO" is of the document wherever it stands; an "Owner" may be that of a risk.
    void read_elsewhere(const Passage& passage) {
        if (passage.kind != PassageKind::paragraph && passage.kind != PassageKind::list_item) return;
        for (; noted_ < out_.size(); ++noted_) stated_.insert(out_[noted_].field);
        read_lines(passage);
        const auto& kinds = ControlSettings::shipped().document_words;
        const auto of_another_thing = [&](const ControlFact& fact) {
            const std::string name = lower(fact.name);
            return stated_.contains(fact.field) || std::ranges::none_of(kinds, [&](const std::string& kind) {
                       return name.starts_with(kind + " ");
                   });
        };
        const auto read = out_.begin() + static_cast<std::ptrdiff_t>(noted_);
        out_.erase(std::remove_if(read, out_.end(), of_another_thing), out_.end());
    }

    void read_passage(const Passage& passage) {
        if (passage.kind == PassageKind::table_row || passage.kind == PassageKind::table_header)
            read_row(passage);
        else if (passage.kind == PassageKind::paragraph || passage.kind == PassageKind::list_item)
            read_lines(passage);
    }

    /// Some pages close with it, under whatever heading is the last: a table or lines with two facts or more.
    void read_end() {
        const auto& passages = document_.passages;
        std::size_t begin = passages.size();
        while (begin > 0 && passages.size() - begin < last_passages &&
               passages[begin - 1].kind != PassageKind::heading)
            --begin;
        const std::size_t before = out_.size();
        for (std::size_t i = begin; i < passages.size(); ++i) read_passage(passages[i]);
        std::set<ControlField> fields;
        for (std::size_t i = before; i < out_.size(); ++i) fields.insert(out_[i].field);
        if (fields.size() < facts_of_a_block) out_.resize(before);
        // What the head of the page states holds; the end adds what it leaves out, each once.
        std::set<ControlField> stated;
        for (std::size_t i = 0; i < before; ++i) stated.insert(out_[i].field);
        const auto again = [&](const ControlFact& fact) { return !stated.insert(fact.field).second; };
        out_.erase(std::remove_if(out_.begin() + static_cast<std::ptrdiff_t>(before), out_.end(), again),
                   out_.end());
    }

    std::optional<std::size_t> field_named(std::string_view label) const {
        const auto found = names_.find(lower(label));
        return found == names_.end() ? std::nullopt : std::optional(found->second);
    }

    /// Two cells of a header row are a name and its value where the rows below are such pairs too.
    bool heads_pairs(const Passage& header) const {
        if (header.cells_end - header.cells_begin != 2) return false;
        const auto number = static_cast<std::uint32_t>(&header - document_.passages.data());
        for (std::size_t i = number + 1; i < document_.passages.size(); ++i) {
            const Passage& row = document_.passages[i];
            if (row.kind != PassageKind::table_row || row.lead_in != number) return false;
            if (row.cells_end == row.cells_begin) continue;
            if (field_named(
                    trimmed(document_.text, document_.cells[row.cells_begin], markup).of(document_.text)))
                return true;
        }
        return false;
    }

    /// | Owner | Head of ICT | Version | 1.2 |
    void read_row(const Passage& row) {
        if (row.kind == PassageKind::table_header && !heads_pairs(row)) return;
        if ((row.cells_end - row.cells_begin) % 2 != 0) return;
        for (std::uint32_t i = row.cells_begin; i + 1 < row.cells_end; i += 2) {
            const std::string_view text = document_.text;
            const Span label = trimmed(text, document_.cells[i], markup);
            const Span value = trimmed(text, document_.cells[i + 1], " \t*_");
            const auto field = field_named(label.of(text));
            // Two names beside each other are the columns of a table.
            if (!field || value.size() > longest_value || field_named(value.of(text))) continue;
            add(*field, label.of(text), value.of(text), value.empty() ? Span{} : to_source(document_, value));
        }
    }

    /// Lines are those of the source, where a page breaks them as people see them; of HTML those of the
    /// visible text, where tags would stand between the words.
    std::string_view lines() const {
        return document_.format == Format::html ? document_.text : document_.source;
    }
    void add_at(std::size_t field, Span label, Span value) {
        const bool visible = document_.format == Format::html;
        add(field, label.of(lines()), value.of(lines()),
            visible && !value.empty() ? to_source(document_, value) : value);
    }

    /// **Owner:** Head of ICT, on a line, or several behind each other: **Owner:** CISO | Version 1.2
    void read_lines(const Passage& passage) {
        const std::string_view all = lines();
        const Span whole = document_.format == Format::html ? passage.text : passage.source;
        // A passage begins with its first visible byte; what stands before it on the line is markup.
        std::uint32_t at = whole.begin;
        while (at < whole.end) {
            const std::size_t found = all.find('\n', at);
            const auto end = static_cast<std::uint32_t>(std::min(found, all.size()));
            constexpr std::string_view bar = " | ";
            for (std::uint32_t piece = at; piece <= end;) {
                const std::size_t next = std::min<std::size_t>(all.find(bar, piece), end);
                read_line({piece, static_cast<std::uint32_t>(next)});
                piece = static_cast<std::uint32_t>(next + bar.size());
            }
            at = end + 1;
        }
    }

    /// "Version 1.0": the name of a fact and a number, nothing else.
    void read_numbered(Span line) {
        const std::string_view all = lines();
        const Span words = trimmed(all, line, markup);
        const std::size_t blank = words.of(all).rfind(' ');
        if (words.size() > longest_label || blank == std::string_view::npos) return;
        const Span label{words.begin, words.begin + static_cast<std::uint32_t>(blank)};
        const Span value{label.end + 1, words.end};
        const auto field = field_named(label.of(all));
        if (field && value.of(all).find_first_not_of("0123456789.") == std::string_view::npos)
            add_at(*field, label, value);
    }

    void read_line(Span line) {
        const std::string_view all = lines();
        const std::size_t colon = line.of(all).find(':');
        if (colon == std::string_view::npos) return read_numbered(line);
        const auto at = line.begin + static_cast<std::uint32_t>(colon);
        const Span label = trimmed(all, {line.begin, at}, markup);
        if (label.size() > longest_label) return;
        const auto field = field_named(label.of(all));
        if (!field) return;
        Span value{at + 1, line.end};
        if (const std::size_t tag = value.of(all).find("<br"); tag != std::string_view::npos)
            value.end = value.begin + static_cast<std::uint32_t>(tag);
        value = trimmed(all, value, " \t\r*_'`\\");
        if (value.size() <= longest_value) add_at(*field, label, value);
    }

    const Document& document_;
    std::vector<ControlFact>& out_;
    std::array<std::vector<std::string>, control_fields.size()> fields_;
    std::map<std::string, std::size_t> names_;
    std::set<ControlField> stated_;  ///< of the first `noted_` facts
    std::size_t noted_ = 0;
};

}  // namespace

ControlFacts ControlFacts::of(const Document& document, const Config& config) {
    ControlFacts made;
    Reader(document, config, made.facts_).read();
    std::ranges::stable_sort(made.facts_, {}, &ControlFact::field);
    return made;
}

const ControlFact* ControlFacts::find(ControlField field) const {
    const ControlFact* first = nullptr;
    for (const ControlFact& fact : facts_) {
        if (fact.field != field) continue;
        if (!fact.placeholder) return &fact;
        if (first == nullptr) first = &fact;
    }
    return first;
}

bool ControlFacts::states(ControlField field) const {
    const ControlFact* fact = find(field);
    return fact != nullptr && !fact->placeholder;
}

}  // namespace clausemark
