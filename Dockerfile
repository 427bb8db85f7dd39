# One image for each service, and one for the proxy with the web client:
#   docker build --target gateway -t confab/gateway .
# Targets: proxy, gateway, message, history, analytics, and standalone, which is all of them with a Kafka and a PostgreSQL
# of its own. Nothing here needs BuildKit.

FROM caddy:2.11.4 AS proxy
COPY deploy/proxy/Caddyfile /etc/caddy/Caddyfile
COPY web/app/dist /srv/web
COPY docs/openapi.yaml docs/asyncapi.yaml /srv/web/
# It writes nothing but a file that nobody reads.
ENV XDG_CONFIG_HOME=/tmp XDG_DATA_HOME=/tmp
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
  CMD wget -q -O /dev/null http://127.0.0.1:8080/client.json || curl -fsS -o /dev/null http://127.0.0.1:8080/client.json
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]

# The modules' descriptions, alone: what Maven fetches is fetched again only when one of them changes.
FROM maven:3.9-eclipse-temurin-25 AS poms
WORKDIR /from
COPY . .
RUN mkdir /poms && find . -name pom.xml -not -path '*/target/*' -exec cp --parents -t /poms {} +

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
# What the tests and the checks need is CI's business.
ENV MAVEN_ARGS="-B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true -Dlint=off"
COPY --from=poms /poms .
COPY deploy/service/modules /usr/local/bin/modules
RUN mvn -pl "$(modules)" -am package && rm -rf */target
COPY . .
RUN mvn -pl "$(modules)" -am package \
  # What changes with each build stays beside the jar, not among the libraries of others.
  && for lib in *-service/target/lib; do mkdir "$lib/../own" && mv "$lib"/shared-*.jar "$lib/../own/"; done

FROM eclipse-temurin:25.0.3_9-jre AS service
RUN mkdir -p /confab/lib /var/lib/confab && chown 10001:10001 /var/lib/confab
COPY deploy/service/start deploy/service/ready /confab/
WORKDIR /confab
# Health and metrics have a port of their own, which no proxy shows.
ENV MANAGEMENT_SERVER_PORT=9000
USER 10001:10001
EXPOSE 9000
HEALTHCHECK --interval=5s --timeout=4s --start-period=180s --retries=3 CMD ["/confab/ready"]
ENTRYPOINT ["/confab/start"]

# Libraries first: they change rarely.
FROM service AS gateway
COPY --from=build /src/gateway-service/target/lib lib
COPY --from=build /src/gateway-service/target/own lib
COPY --from=build /src/gateway-service/target/gateway-service-*.jar service.jar
EXPOSE 8081

FROM service AS message
COPY --from=build /src/message-service/target/lib lib
COPY --from=build /src/message-service/target/own lib
COPY --from=build /src/message-service/target/message-service-*.jar service.jar
EXPOSE 8082

FROM service AS history
COPY --from=build /src/history-service/target/lib lib
COPY --from=build /src/history-service/target/own lib
COPY --from=build /src/history-service/target/history-service-*.jar service.jar
# The heap's share of the memory: the rest is more than with the others.
ENV CONFAB_HISTORY_STATEDIR=/var/lib/confab/history HEAP_PERCENT=42
EXPOSE 8083

FROM service AS analytics
COPY --from=build /src/analytics-service/target/lib lib
COPY --from=build /src/analytics-service/target/own lib
COPY --from=build /src/analytics-service/target/analytics-service-*.jar service.jar
ENV CONFAB_ANALYTICS_STATEDIR=/var/lib/confab/analytics
EXPOSE 8084

# What `./confab dist` makes. PostgreSQL, which the training run starts, refuses to run as root, and as a user without a name.
FROM build AS distribution
RUN mvn -pl standalone -am package -Dcyclonedx.skip=true && mkdir target && chown 10001:10001 target \
  && echo 'confab:x:10001:10001::/tmp:/bin/false' >>/etc/passwd
USER 10001:10001
RUN HOME=/tmp CONFAB_BUILD=no CONFAB_JAVA_HOME="$JAVA_HOME" ./confab dist && rm target/*.tar.gz && mv target/confab-* target/confab

# Its own Java runs it, since what was recorded of a start is good for that one. The base is that of the other images.
FROM eclipse-temurin:25.0.3_9-jre AS standalone
RUN mkdir /data && chown 10001:10001 /data && echo 'confab:x:10001:10001::/data:/bin/false' >>/etc/passwd
COPY --from=distribution /src/target/confab /confab
COPY deploy/service/ready /confab/bin/
ENV CONFAB_DATA=/data SERVER_ADDRESS=0.0.0.0 CONFAB_HEAP=-XX:MaxRAMPercentage=50
USER 10001:10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --retries=3 CMD ["/confab/bin/ready", "8080"]
ENTRYPOINT ["/confab/confab", "up"]
