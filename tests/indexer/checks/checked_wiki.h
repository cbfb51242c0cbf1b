// SPDX-License-Identifier: Apache-2.0
// A wiki of a few pages in a store of its own, analysed by the shipped rules, with the checks run over it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "indexer/checks/run.h"
#include "indexer/pages/page_indexer.h"
#include "indexer/pages/print_page.h"
#include "server/app/checking.h"
#include "server/app/knowledge.h"
#include "server/app/region_drift.h"
#include "tests/indexer/store/sample.h"

namespace clausemark {

class CheckedWiki : public testing::Test {
  protected:
    /// Settings in place of the defaults; before the first page.
    void settings(const std::string& json) {
        std::vector<Diagnostic> faults;
        auto config =
            std::make_shared<Config>(load_config("clausemark.json", json, *known().catalogue, faults));
        for (const Diagnostic& fault : faults) ADD_FAILURE() << render(fault);
        known_.config = config;
        settings_ = check_settings_of(json);
        for (const auto& [id, held] : config->held_elsewhere)
            known_.declarations[*known().catalogue->find(id)] = {Declaration::Kind::held_elsewhere, "",
                                                                 held.pointer, held.holder, held.checked};
        for (const auto& [id, applies] : config->applicability)
            if (!applies.applicable)
                known_.declarations[*known().catalogue->find(id)] = {Declaration::Kind::not_applicable,
                                                                     applies.justification, "", "", ""};
    }

    void page(const std::string& key, const std::string& source, Format format = Format::markdown,
              const std::string& wiki = "wiki") {
        PageInput input;
        input.id = {wiki, key};
        input.source = source;
        input.given.format = format;
        save(std::move(input));
    }

    void save(PageInput input) {
        PageIndexer indexer(known_.indexer_parts());
        const PageRecord record = indexer.index(std::move(input));
        const auto saved = store().save(std::span(&record, 1));
        if (!saved) ADD_FAILURE() << render(saved.why());
    }

    CheckReport check(const CheckOrder& order = {}, const Baseline* baseline = nullptr) {
        CheckContext context = check_context(known_, settings_, as_of);
        context.baseline = baseline;
        auto found = run_checks(store(), context, order);
        if (found) return *found;
        ADD_FAILURE() << render(found.why());
        return {};
    }

    /// What a baseline keeps of the wiki as it is.
    Baseline baseline(const std::string& reason) {
        Baseline made;
        made.entries = entries_of(check().findings, {}, reason);
        auto states = clause_states(store(), check_context(known_, settings_, as_of));
        if (states)
            made.clauses = std::move(*states);
        else
            ADD_FAILURE() << render(states.why());
        return made;
    }
    const CheckSettings& graded() const { return settings_; }
    const Config& configured() const { return *known_.config; }

    /// Findings of one code, as "page:line:column: severity: message".
    std::vector<std::string> found(Code code) {
        CheckOrder order;
        order.only = {code};
        std::vector<std::string> out;
        for (const Finding& finding : check(order).findings) out.push_back(text_of(finding));
        return out;
    }

    static std::string text_of(const Finding& finding) {
        std::string out = finding.at.document.key;
        if (finding.at.begin.line > 0)
            out +=
                ":" + std::to_string(finding.at.begin.line) + ":" + std::to_string(finding.at.begin.column);
        return out + (out.empty() ? "" : ": ") + std::string(name_of(finding.severity)) + ": " +
               finding.message;
    }

    Store& store() {
        if (!store_) {
            StoreOptions options;
            options.drift = region_summariser(known_);
            options.duplicates = duplicate_settings(*known_.config);
            auto opened = open_sqlite_store(folder_.file("store.sqlite"), options);
            if (!opened) throw std::runtime_error(render(opened.why()));
            store_ = std::move(*opened);
        }
        return *store_;
    }

    std::chrono::sys_days as_of = *day_named("2026-11-30");

  private:
    static const Knowledge& known() {
        static const Knowledge loaded = [] {
            std::vector<Diagnostic> faults;
            auto made = load_knowledge({}, faults);
            for (const Diagnostic& fault : faults) ADD_FAILURE() << render(fault);
            return std::move(*made);
        }();
        return loaded;
    }

    Knowledge known_ = known();
    CheckSettings settings_;
    TemporaryFolder folder_;
    std::unique_ptr<Store> store_;
};

}  // namespace clausemark
