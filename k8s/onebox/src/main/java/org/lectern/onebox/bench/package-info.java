/** Measurements: ratios within one run, on this machine. */
@NullMarked
package org.lectern.onebox.bench;

import org.jspecify.annotations.NullMarked;
