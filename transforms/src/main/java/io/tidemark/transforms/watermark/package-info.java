/** How far event time is known to be complete: the watermark a source gives its readings. */
package io.tidemark.transforms.watermark;
