@NullMarked
package org.lectern.api;

import org.jspecify.annotations.NullMarked;
