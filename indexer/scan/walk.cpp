// SPDX-License-Identifier: Apache-2.0
// Walking folders. See walk.h.
#include "indexer/scan/walk.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>
#include <utility>

namespace clausemark {
namespace {

using Identity = std::pair<dev_t, ino_t>;

struct Folder {
    std::string path;
    std::string key;                  ///< with a final slash, "" for the top
    std::vector<Identity> ancestors;  ///< itself last
};

class Walker {
  public:
    explicit Walker(Walk& found) : found_(found) {}

    void run(Folder top) {
        // Real folders first, so that a page has its own path where a link leads to it as well.
        real_.push_back(std::move(top));
        while (!real_.empty() || !linked_.empty()) {
            std::vector<Folder>& next = real_.empty() ? linked_ : real_;
            const Folder folder = std::move(next.back());
            next.pop_back();
            if (walked_.insert(folder.ancestors.back()).second) enter(folder);
        }
    }

  private:
    void enter(const Folder& folder) {
        const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.path.c_str()), ::closedir);
        if (!open) return unseen(folder, errno);
        for (;;) {
            errno = 0;
            const dirent* entry = ::readdir(open.get());
            if (entry == nullptr) {
                if (errno != 0) unseen(folder, errno);
                return;
            }
            if (entry->d_name[0] != '.') take(folder, entry->d_name);
        }
    }

    void take(const Folder& folder, const std::string& name) {
        const std::string path = folder.path + "/" + name;
        struct stat link {};
        struct stat target {};
        if (::lstat(path.c_str(), &link) != 0 || ::stat(path.c_str(), &target) != 0) {
            found_.diagnostics.push_back(diagnose(Code::unreadable_file, path,
                                                  std::string("it cannot be read: ") + std::strerror(errno),
                                                  "the scan goes on without it"));
            found_.unseen.push_back(folder.key + name + "/");
            found_.unseen.push_back(folder.key + name);
            return;
        }
        if (S_ISREG(target.st_mode)) {
            found_.files.push_back({path, folder.key + name, static_cast<std::uint64_t>(target.st_size)});
            return;
        }
        if (!S_ISDIR(target.st_mode)) {
            found_.diagnostics.push_back(diagnose(Code::unreadable_file, path,
                                                  "it is a pipe, socket or device, not a file",
                                                  "the scan goes on without it"));
            found_.unseen.push_back(folder.key + name);
            return;
        }
        const Identity identity{target.st_dev, target.st_ino};
        const bool is_link = S_ISLNK(link.st_mode);
        if (std::find(folder.ancestors.begin(), folder.ancestors.end(), identity) != folder.ancestors.end()) {
            found_.diagnostics.push_back(diagnose(
                Code::directory_loop, path, "this link leads back to a folder above it and is not followed",
                "remove the link if it is not needed"));
            return;
        }
        Folder below{path, folder.key + name + "/", folder.ancestors};
        below.ancestors.push_back(identity);
        (is_link ? linked_ : real_).push_back(std::move(below));
    }

    void unseen(const Folder& folder, int error) {
        found_.diagnostics.push_back(
            diagnose(Code::unreadable_file, folder.path,
                     std::string("this folder cannot be read: ") + std::strerror(error),
                     "pages stored from it earlier are kept as they are"));
        found_.unseen.push_back(folder.key);
    }

    Walk& found_;
    std::vector<Folder> real_;
    std::vector<Folder> linked_;
    std::set<Identity> walked_;
};

}  // namespace

Walk walk(const std::string& top) {
    Walk found;
    struct stat target {};
    if (::stat(top.c_str(), &target) != 0) {
        found.diagnostics.push_back(
            diagnose(Code::unreadable_file, top, std::string("it cannot be read: ") + std::strerror(errno)));
        found.unseen.emplace_back();
        return found;
    }
    if (S_ISREG(target.st_mode)) {
        const std::size_t slash = top.rfind('/');
        found.files.push_back({top, slash == std::string::npos ? top : top.substr(slash + 1),
                               static_cast<std::uint64_t>(target.st_size)});
        found.unseen.emplace_back();  // its neighbours were not looked at
        return found;
    }
    Walker(found).run({top, "", {{target.st_dev, target.st_ino}}});
    std::sort(found.files.begin(), found.files.end(),
              [](const FoundFile& a, const FoundFile& b) { return a.key < b.key; });
    return found;
}

bool saw_folder_of(const Walk& walk, std::string_view key) {
    return std::none_of(walk.unseen.begin(), walk.unseen.end(), [&](const std::string& unseen) {
        const bool folder = unseen.empty() || unseen.back() == '/';
        return folder ? key.starts_with(unseen) : key == unseen;
    });
}

}  // namespace clausemark
