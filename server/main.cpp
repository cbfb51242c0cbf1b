// SPDX-License-Identifier: Apache-2.0
// The clausemark program: parses the command line and hands over to one command. Exit status: 0; 1 for
// findings; 2 for wrong use or failure.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

#include "parser/core/edit_distance.h"
#include "server/commands/check.h"
#include "server/commands/commands.h"
#include "server/commands/integrate.h"

namespace {

using namespace clausemark;

/// What stands on the command line where a command or an option should, and the nearest one there is.
std::string suggestion(const CLI::App& program, int argc, char** argv) {
    const CLI::App* command = &program;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const std::string name = word.substr(0, word.find('='));
        std::vector<std::string> known;
        for (const CLI::App* sub : command->get_subcommands([](const CLI::App*) { return true; }))
            known.push_back(sub->get_name());
        const bool option = name.starts_with("--");
        if (!option) {
            const auto found = std::find(known.begin(), known.end(), name);
            if (found != known.end()) {
                command = command->get_subcommand(name);
                continue;
            }
        } else {
            known.clear();
            for (const CLI::Option* each : command->get_options())
                for (const std::string& long_name : each->get_lnames()) known.push_back("--" + long_name);
        }
        if (known.empty() || std::find(known.begin(), known.end(), name) != known.end()) continue;
        const std::string_view nearest = nearest_name(name, known, misspelling(name));
        if (!nearest.empty()) return "did you mean " + std::string(nearest) + "?";
    }
    return {};
}

int run(int argc, char** argv) {
    CLI::App program(
        "Clausemark finds where a policy wiki answers the clauses of ISO/IEC 27001 and ISO/IEC 20000-1.",
        "clausemark");
    program.set_version_flag("--version", "clausemark " CLAUSEMARK_VERSION);
    program.require_subcommand(1);
    program.failure_message(CLI::FailureMessage::simple);
    program.footer("clausemark COMMAND --help shows the options and examples of a command.");
    int status = exit_fine;
    add_scan(program, status);
    add_coverage(program, status);
    add_evidence(program, status);
    add_tag(program, status);
    add_duplicates(program, status);
    add_conflicts(program, status);
    add_integrate(program, status);
    add_decisions(program, status);
    add_check(program, status);
    add_rules(program, status);
    add_standards(program, status);
    add_soa(program, status);
    add_audit_pack(program, status);
    add_serve(program, status);
    add_token(program, status);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return program.exit(error);  // --help and --version
        std::string message = error.what();
        if (const std::string better = suggestion(program, argc, argv); !better.empty())
            message += "; " + better;
        return wrong_use(plain(message) + "\nclausemark --help lists the commands");
    }
    return status;
}

/// What was printed must have arrived: a full disk under the output is a failure.
int flushed(int status) {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
    return wrong_use(std::string("the output cannot be written: ") + std::strerror(errno));
}

}  // namespace

int main(int argc, char** argv) {
    // A limit on file sizes is a full disk to whoever writes, not a reason to be killed.
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        return flushed(run(argc, argv));
    } catch (const std::exception& failure) {
        return wrong_use(std::string("it failed: ") + failure.what());
    }
}
