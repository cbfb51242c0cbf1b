// SPDX-License-Identifier: Apache-2.0
// clausemark serve: the HTTP API and the pages over a store.
#include <fmt/format.h>

#include <cstdio>

#include "parser/core/ascii.h"
#include "server/app/checking.h"
#include "server/commands/commands.h"
#include "server/http/origins.h"
#include "server/http/routes.h"
#include "server/http/server.h"
#include "server/http/service.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    HttpOptions http;
    std::string log = "none";
};

int run(const Options& options) {
    block_stop_signals();
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const auto metrics = std::make_shared<Metrics>();
    const auto store = store_or_report(
        options.store, *known, false,
        [metrics](bool writes, std::chrono::nanoseconds took) { metrics->count_store(writes, took); });
    if (!store) return exit_failure;
    const auto tokens = store->tokens();
    if (!tokens) return failed(tokens.why());
    IndexerPool indexers(known->indexer_parts());
    Service service{*store, *known, indexers};
    service.metrics = metrics;
    HttpOptions http = options.http;
    http.metrics = metrics.get();
    if (options.log != "none") http.log = options.log == "json" ? LogForm::json : LogForm::text;
    http.tokens = !tokens->empty();
    http.gate = token_gate(*store, http.tokens);
    http.host_names.push_back(http.address);
    for (std::string& name : http.host_names) name = ascii_lower(name);
    HttpServer server(
        make_router(service, {std::make_shared<const CheckSettings>(check_settings(options.sources))}), http);
    const auto port = server.bind();
    if (!port) return failed(port.why());
    print(fmt::format("serving {} on http://{}:{}\n", plain(options.store), options.http.address, *port));
    std::fflush(stdout);
    return serve_until_signal(server) ? exit_fine : exit_failure;
}

}  // namespace

void add_serve(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command = *program.add_subcommand("serve", "Serve the HTTP API and pages to look at");
    command.add_option("--port", options->http.port, "Default 8013; 0: any free one")
        ->check(CLI::Range(0, 65535))
        ->type_name("N");
    command
        .add_option("--address", options->http.address,
                    "Where to listen (default: 127.0.0.1); beyond loopback only with tokens")
        ->type_name("ADDRESS");
    command
        .add_option("--host-name", options->http.host_names,
                    "A name under which clients reach it, beside loopback's and the address (repeatable)")
        ->allow_extra_args(false)
        ->type_name("NAME");
    command
        .add_option("--rate", options->http.limits.a_second, "Requests a second for one token; 0: no limit")
        ->check(CLI::Range(0.0, 1e6))
        ->type_name("N");
    command.add_option("--burst", options->http.limits.burst, "Requests of one token at once, after a pause")
        ->check(CLI::Range(1.0, 1e6))
        ->type_name("N");
    command
        .add_option("--at-once", options->http.limits.at_once,
                    "Requests of one token under way; 0: no limit (default: 6)")
        ->check(CLI::Range(0, 256))
        ->type_name("N");
    command.add_option("--log", options->log, "A line for each answer on standard error (default: none)")
        ->check(CLI::IsMember({"json", "text", "none"}))
        ->type_name("json|text|none");
    command.add_option("--workers", options->http.workers, "Threads that answer")
        ->check(CLI::Range(1, 256))
        ->type_name("N");
    command
        .add_option("--allow-origin", options->http.allowed_origins,
                    "A page's origin that browsers may let ask (https://wiki.example); may be repeated")
        ->check([](const std::string& origin) { return wrong_origin(origin); })
        ->type_name("ORIGIN");
    add_store_option(command, *options);
    add_knowledge_options(command, *options);
    command.footer(
        "Examples:\n  clausemark serve\n  clausemark serve --store policies.sqlite --port 8080\n\n"
        "It ends on SIGINT or SIGTERM, after what is under way has been answered.");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
