// SPDX-License-Identifier: Apache-2.0

import BurnhamCommandLine

await BurnhamProgram.run()
