// SPDX-License-Identifier: Apache-2.0
// Every kind of mistake a rule writer can make, with what is said of it.
