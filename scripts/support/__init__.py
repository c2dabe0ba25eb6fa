# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""What the scripts of this folder share."""
