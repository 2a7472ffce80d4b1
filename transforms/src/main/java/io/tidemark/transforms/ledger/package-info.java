/** The account of a run: every reading that came in is used, late, missing or rejected. */
package io.tidemark.transforms.ledger;
