/** The journals of all gates in one database: exactly once, with reports over them. */
@NullMarked
package org.youdai.server.ledger;

import org.jspecify.annotations.NullMarked;
