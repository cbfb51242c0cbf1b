// SPDX-License-Identifier: Apache-2.0
// Reading files. See read_file.h.
#include "indexer/files/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace clausemark {
namespace {

class Descriptor {
  public:
    Descriptor(const std::string& path, int flags) : number_(::open(path.c_str(), flags)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }

  private:
    int number_;
};

}  // namespace

std::optional<std::string> read_file(const std::string& path, std::size_t most, FileKinds kinds,
                                     std::string& why) {
    const auto failed = [&](int error) {
        why = std::string("it cannot be read: ") + std::strerror(error);
        return std::nullopt;
    };
    const Descriptor file(path, O_RDONLY | O_CLOEXEC | (kinds == FileKinds::regular ? O_NONBLOCK : 0));
    struct stat known {};
    if (file.number() < 0 || ::fstat(file.number(), &known) != 0) return failed(errno);
    if (S_ISDIR(known.st_mode)) {
        why = "it is a folder, not a file";
        return std::nullopt;
    }
    if (kinds == FileKinds::regular && !S_ISREG(known.st_mode)) {
        why = "it is a pipe, socket or device, not a file";
        return std::nullopt;
    }
    std::string bytes;
    bytes.resize(std::min(most + 1, static_cast<std::size_t>(std::max<off_t>(known.st_size, 0)) + 1));
    std::size_t length = 0;
    while (length <= most) {
        if (length == bytes.size()) bytes.resize(std::min(most + 1, std::max<std::size_t>(2 * length, 4096)));
        const ssize_t got = ::read(file.number(), bytes.data() + length, bytes.size() - length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed(errno);
        if (got == 0) break;
        length += static_cast<std::size_t>(got);
    }
    bytes.resize(length);
    return bytes;
}

}  // namespace clausemark
