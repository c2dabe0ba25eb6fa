// Mission Control
// SPDX-License-Identifier: Apache-2.0

#ifndef CPRICES_H
#define CPRICES_H

#include <stddef.h>

/// A file of `data`, embedded so that the program stays one file.
typedef struct {
    /// The file's name, `anthropic.json`.
    const char *name;
    /// UTF-8 JSON, not terminated.
    const unsigned char *bytes;
    size_t count;
} mission_embedded_file;

/// How many files there are.
size_t mission_price_files_count(void);

/// The file at an index, in the order of names; null beyond the last.
const mission_embedded_file *mission_price_file_at(size_t index);

#endif
