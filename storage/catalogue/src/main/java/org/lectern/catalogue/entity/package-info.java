/** The rows of the catalogue and their repositories. Nothing of it leaves the services. */
@NullMarked
package org.lectern.catalogue.entity;

import org.jspecify.annotations.NullMarked;
