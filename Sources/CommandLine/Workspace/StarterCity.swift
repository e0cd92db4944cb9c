// SPDX-License-Identifier: Apache-2.0

/// The files that `init` writes: the smallest city in which every step of a plan can be seen.
enum StarterCity {
    static let files: [(name: String, text: String)] = [
        (".gitignore", ".burnham/\n"),
        ("catalog/city.yaml", city), ("catalog/environments/local.yaml", environment),
        ("catalog/departments/library.yaml", department),
        ("catalog/services/file-share.yaml", service),
        ("catalog/subscriptions/library/events.yaml", subscription),
        ("templates/file-share.yaml", template),
        ("templates/files/share-readme.txt.mustache", document),
    ]

    private static let city = """
        # The whole organisation that this catalog serves.
        kind: City
        id: my-city
        name: My City
        domain: city.example
        time_zone: America/Chicago
        default_environment: local

        """

    private static let environment = """
        # Where plans are applied. These targets are files below .burnham/local/targets/: no server is needed.
        kind: Environment
        id: local
        name: Local files
        targets:
          files: {provider: files}
          directory: {provider: ldif, settings: {base_dn: "dc=city,dc=example", organization: My City}}

        """

    private static let department = """
        kind: Department
        id: library
        number: "91"
        name: Public Library

        """

    private static let service = """
        # What central IT offers: sizes with limits and prices, and what has to be stated to get it.
        kind: Service
        id: file-share
        name: Department file share
        summary: A folder that people of a department share.
        owner: {team: storage, contact: storage@city.example}
        category: Storage
        lifecycle: {state: production, since: 2026-01-01}
        requestable_by: [liaison]
        data: {ceiling: internal}
        tiers:
          small:
            limits: {quota_gb: 250}
            price: [{name: storage, monthly: "0.05", per: GB, quantity: "${parameters.quota_gb}"}]
        parameters:
          type: object
          required: [name]
          additionalProperties: false
          properties:
            name: {type: string, pattern: "^[a-z][a-z0-9-]{1,30}$", x-immutable: true}
            quota_gb: {type: integer, minimum: 1, default: 50}
        template: file-share
        examples: [{tier: small, parameters: {name: records}}]

        """

    private static let subscription = """
        # A department's use of a service. This is all that a department has to write.
        kind: Subscription
        id: events
        department: library
        service: file-share
        tier: small
        parameters: {name: events, quota_gb: 20}

        """

    private static let template = """
        # How the service becomes real objects. Text in ${...} is CEL.
        kind: Template
        id: file-share
        resources:
          folder:
            type: file.directory
            attributes: {path: "shares/${department.id}/${parameters.name}"}
          readme:
            type: file.document
            attributes: {path: "${resources.folder.path}/README.txt"}
            documents: {content: share-readme.txt.mustache}
          readers:
            type: directory.group
            attributes: {name: "${department.id}-${parameters.name}-readers"}
        outputs:
          location: {value: "${resources.folder.location}", help: Where the folder is}

        """

    private static let document = """
        {{department.name}}: share {{parameters.name}}, up to {{parameters.quota_gb}} GB.
        This file is made by burnham from templates/files/; a change here is shown as drift.

        """
}
