package org.lectern.embedded;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a Quarkus test a real PostgreSQL and a real S3 endpoint. */
public final class EmbeddedStackResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable TestingStack stack;

    @Override
    public Map<String, String> start() {
        stack = TestingStack.start();
        return stack.properties();
    }

    @Override
    public void stop() {
        if (stack != null) {
            stack.close();
        }
    }
}
