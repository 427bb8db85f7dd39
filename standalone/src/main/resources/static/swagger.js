SwaggerUIBundle({ url: "/v3/api-docs", dom_id: "#swagger", deepLinking: true, persistAuthorization: true, validatorUrl: null });
