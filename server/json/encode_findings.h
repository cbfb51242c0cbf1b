// SPDX-License-Identifier: Apache-2.0
// The JSON form of findings, for the command and the API alike; plugin/contract has its schema.
#pragma once

#include "indexer/checks/run.h"
#include "server/app/page_files.h"
#include "server/json/json.h"

namespace clausemark {

Json to_json(const Finding& finding, const PageFiles& files);
/// The findings with counts by code and severity. `as_of`: the day they were judged for.
Json to_json(const CheckReport& report, const PageFiles& files, const std::string& as_of);

}  // namespace clausemark
