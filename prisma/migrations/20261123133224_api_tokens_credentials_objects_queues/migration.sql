-- AlterTable
ALTER TABLE "auth_user" ADD COLUMN     "administrator" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "project" ADD COLUMN     "description" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "api_token" (
    "hash" TEXT NOT NULL,
    "audit_id" TEXT NOT NULL,
    "root_audit_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "project_id" TEXT,
    "methods" TEXT[],
    "application_credential_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "application_credential" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "user_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "unrestricted" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "application_credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ec2_credential" (
    "access" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ec2_credential_pkey" PRIMARY KEY ("access")
);

-- CreateTable
CREATE TABLE "stored_object" (
    "project_id" TEXT NOT NULL,
    "container" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "content_type" TEXT NOT NULL,
    "etag" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stored_object_pkey" PRIMARY KEY ("project_id","container","name")
);

-- CreateTable
CREATE TABLE "queue" (
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "queue_pkey" PRIMARY KEY ("project_id","name")
);

-- CreateTable
CREATE TABLE "queue_message" (
    "id" UUID NOT NULL,
    "project_id" TEXT NOT NULL,
    "queue_name" TEXT NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "client_id" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "ttl" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "claim_id" TEXT,
    "claim_expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "queue_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_token_audit_id_key" ON "api_token"("audit_id");

-- CreateIndex
CREATE INDEX "api_token_user_id_idx" ON "api_token"("user_id");

-- CreateIndex
CREATE INDEX "api_token_root_audit_id_idx" ON "api_token"("root_audit_id");

-- CreateIndex
CREATE INDEX "api_token_expires_at_idx" ON "api_token"("expires_at");

-- CreateIndex
CREATE INDEX "application_credential_project_id_idx" ON "application_credential"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "application_credential_user_id_name_key" ON "application_credential"("user_id", "name");

-- CreateIndex
CREATE INDEX "ec2_credential_user_id_idx" ON "ec2_credential"("user_id");

-- CreateIndex
CREATE INDEX "ec2_credential_project_id_idx" ON "ec2_credential"("project_id");

-- CreateIndex
CREATE INDEX "queue_message_project_id_queue_name_number_idx" ON "queue_message"("project_id", "queue_name", "number");

-- CreateIndex
CREATE INDEX "queue_message_expires_at_idx" ON "queue_message"("expires_at");

-- AddForeignKey
ALTER TABLE "application_credential" ADD CONSTRAINT "application_credential_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_credential" ADD CONSTRAINT "application_credential_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ec2_credential" ADD CONSTRAINT "ec2_credential_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ec2_credential" ADD CONSTRAINT "ec2_credential_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stored_object" ADD CONSTRAINT "stored_object_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue" ADD CONSTRAINT "queue_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_message" ADD CONSTRAINT "queue_message_project_id_queue_name_fkey" FOREIGN KEY ("project_id", "queue_name") REFERENCES "queue"("project_id", "name") ON DELETE CASCADE ON UPDATE CASCADE;
