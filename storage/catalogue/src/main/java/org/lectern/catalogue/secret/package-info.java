/** The key under which the catalogue stores credentials. */
@NullMarked
package org.lectern.catalogue.secret;

import org.jspecify.annotations.NullMarked;
