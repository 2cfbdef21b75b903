/** How the pages are served. */
@NullMarked
package org.lectern.api.page;

import org.jspecify.annotations.NullMarked;
