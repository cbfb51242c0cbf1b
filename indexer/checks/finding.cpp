// SPDX-License-Identifier: Apache-2.0
// Making findings. See checks.h.
#include <algorithm>

#include "indexer/checks/checks.h"

namespace clausemark {
namespace {

std::uint32_t passage_at(const Document& document, Span source) {
    for (std::size_t i = 0; i < document.passages.size(); ++i) {
        const Span& span = document.passages[i].source;
        if (span.begin <= source.begin && source.begin < std::max(span.end, span.begin + 1))
            return static_cast<std::uint32_t>(i);
    }
    return no_passage;
}

}  // namespace

std::string_view name_of(Suppression::By by) {
    switch (by) {
        case Suppression::By::nothing:
            return "";
        case Suppression::By::directive:
            return "directive";
        case Suppression::By::decision:
            return "decision";
        case Suppression::By::baseline:
            return "baseline";
    }
    return "";
}

Finding finding_of_wiki(Code code, std::string subject, std::string message, std::string hint) {
    Finding made;
    made.code = code;
    made.severity = info(code).severity;
    made.subject = std::move(subject);
    made.message = std::move(message);
    made.hint = std::move(hint);
    return made;
}

Finding finding_on(const DocumentRecord& page, Code code, std::string message, std::string hint) {
    Finding made = finding_of_wiki(code, {}, std::move(message), std::move(hint));
    made.at.document = page.id;
    made.at.title = page.attributes.title;
    return made;
}

Finding finding_in_source(const PageView& page, Code code, Span source, std::string message,
                          std::string hint) {
    Finding made = finding_on(page.record.document, code, std::move(message), std::move(hint));
    made.at.source = source;
    made.at.passage = passage_at(page.document, source);
    return made;
}

Finding finding_at(const PageView& page, Code code, Span text, std::string message, std::string hint) {
    return finding_in_source(page, code, to_source(page.document, text), std::move(message), std::move(hint));
}

std::string clause_words(const Clause& clause) {
    return (clause.kind == ClauseKind::control  ? "control "
            : clause.kind == ClauseKind::clause ? "clause "
                                                : "") +
           clause.number;
}

}  // namespace clausemark
