// SPDX-License-Identifier: Apache-2.0
// Running git. See changed_files.h.
#include "server/app/changed_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>  // environ too

#include <algorithm>
#include <cstring>

namespace clausemark {
namespace {

struct Ran {
    int status = -1;  ///< -1: it could not be run
    std::string out;
    std::string err;
};

std::string read_all(int descriptor) {
    std::string out;
    char buffer[65536];
    for (;;) {
        const ssize_t got = ::read(descriptor, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return out;
        out.append(buffer, static_cast<std::size_t>(got));
    }
}

/// Its output and what it says on stderr, which goes to a file so that neither can block the other.
Ran run_git(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "git");
    std::vector<char*> pointers;
    pointers.reserve(arguments.size() + 1);
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    Ran ran;
    int out[2];
    if (::pipe2(out, O_CLOEXEC) != 0) return ran;
    char name[] = "/tmp/clausemark-git-XXXXXX";
    const int errors = ::mkostemp(name, O_CLOEXEC);
    if (errors >= 0) ::unlink(name);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    if (errors >= 0) ::posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
    pid_t child = 0;
    const int failed = ::posix_spawnp(&child, "git", &actions, nullptr, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(out[1]);
    if (failed == 0) {
        ran.out = read_all(out[0]);
        int status = 0;
        while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
        ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
        if (errors >= 0 && ::lseek(errors, 0, SEEK_SET) == 0) ran.err = read_all(errors);
    }
    ::close(out[0]);
    if (errors >= 0) ::close(errors);
    return ran;
}

Diagnostic failure(const std::string& folder, std::string message, std::string hint) {
    return diagnose(Code::unreadable_file, folder, std::move(message), std::move(hint));
}

void add_names(const std::string& list, std::vector<std::string>& to) {
    for (std::size_t at = 0; at < list.size();) {
        const std::size_t end = std::min(list.find('\0', at), list.size());
        to.push_back(list.substr(at, end - at));
        at = end + 1;
    }
}

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

}  // namespace

Result<std::vector<std::string>> changed_files(const std::string& folder, const std::string& revision) {
    const Ran inside = run_git({"-C", folder, "rev-parse", "--is-inside-work-tree"});
    if (inside.status < 0 || inside.status == 127)
        return failure(folder, "the program git could not be run",
                       "--changed-since asks git what has changed");
    if (inside.status != 0 || !inside.out.starts_with("true"))
        return failure(folder, "this folder is in no git work tree",
                       "name the changed files themselves with --changed-files");
    const Ran known = run_git(
        {"-C", folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
    if (known.status != 0)
        return failure(folder, fmt::format("git knows no revision \"{}\" here", revision),
                       "a shallow clone lacks it: fetch the history (fetch-depth: 0 in GitHub Actions, "
                       "GIT_DEPTH: 0 in GitLab)");
    const std::string commit = first_line(known.out);
    const Ran differing = run_git({"-C", folder, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff",
                                   "--relative", "--merge-base", commit, "--", "."});
    if (differing.status != 0)
        return failure(
            folder, fmt::format("git could not compare with \"{}\": {}", revision, first_line(differing.err)),
            "the two have no common history here; fetch it whole");
    const Ran fresh = run_git({"-C", folder, "ls-files", "--others", "--exclude-standard", "-z", "--", "."});
    if (fresh.status != 0)
        return failure(folder, "git could not list new files: " + first_line(fresh.err), "");
    std::vector<std::string> names;
    add_names(differing.out, names);
    add_names(fresh.out, names);
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace clausemark
