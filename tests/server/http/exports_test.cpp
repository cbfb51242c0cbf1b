// SPDX-License-Identifier: Apache-2.0
// Files over HTTP: each with its content type, to keep and not to show, and wrong questions refused by field.
#include <gmock/gmock.h>

#include "tests/server/http/handlers.h"

namespace clausemark {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST_F(Handlers, GiveTheStatementAndFilesWithTheirContentTypes) {
    put("backup", {{"text", "Backups must be tested every month."}, {"title", "Backup"}});
    const Json statement = json("/v1/soa");
    EXPECT_EQ(statement["rows"].size(), 93u);
    for (const auto& [format, type, begin] :
         {std::tuple{"csv", "text/csv; charset=utf-8",
                     "\xef\xbb\xbf"
                     "Control,"},
          {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"},
          {"html", "text/html; charset=utf-8", "<!doctype html>"},
          {"json", "application/json", "{"},
          {"markdown", "text/markdown; charset=utf-8", "# "},
          {"mediawiki", "text/plain; charset=utf-8", "= "},
          {"dokuwiki", "text/plain; charset=utf-8", "====== "}}) {
        const HttpResponse response = get("/v1/exports/soa", {{"format", format}});
        EXPECT_EQ(response.status, 200) << format;
        EXPECT_EQ(response.type, type);
        EXPECT_THAT(response.body, StartsWith(begin)) << format;
        EXPECT_THAT(response.headers.at("Content-Disposition"), StartsWith("attachment;"));
        EXPECT_EQ(response.headers.count("ETag"), 1u);
    }
    const HttpResponse oscal =
        get("/v1/exports/coverage",
            {{"format", "oscal"}, {"as_of", "2026-11-01"}, {"standard", "iso27001:2022"}});
    EXPECT_EQ(oscal.status, 200);
    EXPECT_THAT(oscal.body, HasSubstr("\"EXAMINE\""));
    EXPECT_THAT(error_of(get("/v1/exports/coverage", {{"format", "oscal"}})),
                HasSubstr("400 as_of: must be given"));
    EXPECT_THAT(error_of(get("/v1/exports/coverage", {{"format", "csv"}, {"as_of", "1.11."}})),
                HasSubstr("400 as_of: must be a day"));
    EXPECT_THAT(error_of(get("/v1/exports/coverage", {{"format", "pdf"}})),
                HasSubstr("format: must be one of csv"));
    EXPECT_THAT(error_of(get("/v1/exports/soa", {{"format", "pdf"}})),
                HasSubstr("format: must be one of csv"));
    EXPECT_THAT(error_of(get("/v1/exports/coverage", {{"format", "csv"}, {"standard", "x"}})),
                HasSubstr("404"));
}

}  // namespace
}  // namespace clausemark
