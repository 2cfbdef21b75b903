package org.lectern.api.session;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.lectern.api.ApiConfig;
import org.lectern.catalogue.room.AgentCatalogue;

/** Makes the users and the agent that the configuration asks for. */
@ApplicationScoped
class UserBootstrap {
    private static final String DEMO_PASSWORD = "lectern";

    private final EntityManager database;
    private final ApiConfig config;
    private final AgentCatalogue agents;
    private final Clock clock;

    UserBootstrap(EntityManager database, ApiConfig config, AgentCatalogue agents, Clock clock) {
        this.database = database;
        this.config = config;
        this.agents = agents;
        this.clock = clock;
    }

    @Transactional
    void start(@Observes StartupEvent event) {
        if (config.demoUsers()) {
            ensure("student", "Demo student", DEMO_PASSWORD, Role.STUDENT);
            ensure("staff", "Demo staff", DEMO_PASSWORD, Role.STAFF);
            ensure("admin", "Demo admin", DEMO_PASSWORD, Role.ADMIN);
        }
        config.adminPassword().ifPresent(password -> ensure("admin", "Administrator", password, Role.ADMIN));
        config.bootstrap()
                .agentName()
                .ifPresent(name -> config.bootstrap().agentKey().ifPresent(key -> agents.ensure(name, key)));
    }

    private void ensure(String username, String displayName, String password, String role) {
        AppUser user = database.find(AppUser.class, username);
        if (user == null) {
            user = new AppUser();
            user.username = username;
            user.displayName = displayName;
            user.roles = role;
            user.createdAt = clock.instant();
            user.password = BcryptUtil.bcryptHash(password);
            database.persist(user);
        } else if (!BcryptUtil.matches(password, user.password)) {
            user.password = BcryptUtil.bcryptHash(password);
        }
    }
}
