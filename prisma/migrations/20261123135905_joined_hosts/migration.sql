-- AlterTable
ALTER TABLE "server" ADD COLUMN     "next_token_hash" TEXT,
ADD COLUMN     "system" TEXT,
ADD COLUMN     "token_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "join_token" (
    "id" UUID NOT NULL,
    "project_id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "server_id" TEXT,
    "created_by" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "join_token_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "join_token_token_hash_key" ON "join_token"("token_hash");

-- CreateIndex
CREATE INDEX "join_token_project_id_idx" ON "join_token"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "server_next_token_hash_key" ON "server"("next_token_hash");

-- AddForeignKey
ALTER TABLE "join_token" ADD CONSTRAINT "join_token_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
