-- AlterTable
ALTER TABLE "server" ADD COLUMN     "agent_version" TEXT,
ADD COLUMN     "labels" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "revoked_at" TIMESTAMPTZ(3);
